package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.operator.InitialPasswordBO;
import com.zhaoli.pay.merchant.operator.Operators;
import com.zhaoli.pay.merchant.operator.OwnPassword;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administrators keep the operators; everybody sees and keeps the own account. */
@RestController
@RequestMapping("/ops/v1/operators")
class OperatorOpsController {
  private static final String NUMBER = "must be the number of an operator";

  private final Operators operators;
  private final OwnPassword ownPassword;

  OperatorOpsController(Operators operators, OwnPassword ownPassword) {
    this.operators = operators;
    this.ownPassword = ownPassword;
  }

  @GetMapping("/me")
  OperatorVO me(HttpServletRequest request) {
    return OperatorVO.of(operators.get(ActingOperator.of(request).operatorNo()));
  }

  @PutMapping("/me/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(@Valid @RequestBody OwnPasswordDTO change, HttpServletRequest request) {
    ownPassword.change(
        ActingOperator.of(request).operatorNo(),
        request.getHeader(ZhaoliHeaders.OPERATOR_SESSION),
        new Secret(change.oldPassword()),
        new Secret(change.newPassword()),
        request.getRemoteAddr());
  }

  @GetMapping
  PageVO<OperatorVO> list(
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the next of a page") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit,
      HttpServletRequest request) {
    adminOf(request);
    return PageVO.of(
        operators.list(after, limit + 1),
        limit,
        OperatorVO::of,
        account -> account.operator().operatorNo());
  }

  @PostMapping
  ResponseEntity<InitialPasswordVO> create(
      @Valid @RequestBody NewOperatorDTO operator, HttpServletRequest request) {
    String adminNo = adminOf(request);
    return shownOnce(
        HttpStatus.CREATED, operators.create(operator.username(), operator.roles(), adminNo));
  }

  @PutMapping("/{operatorNo}/roles")
  OperatorVO changeRoles(
      @PathVariable("operatorNo") @Pattern(regexp = Ids.FROM_OUTSIDE, message = NUMBER) String operatorNo,
      @Valid @RequestBody RolesDTO roles,
      HttpServletRequest request) {
    String adminNo = adminOf(request);
    return OperatorVO.of(operators.changeRoles(operatorNo, roles.roles(), adminNo));
  }

  @PostMapping("/{operatorNo}/disable")
  OperatorVO disable(
      @PathVariable("operatorNo") @Pattern(regexp = Ids.FROM_OUTSIDE, message = NUMBER) String operatorNo,
      @Valid @RequestBody WhyDTO why,
      HttpServletRequest request) {
    String adminNo = adminOf(request);
    return OperatorVO.of(operators.disable(operatorNo, why.reason().strip(), adminNo));
  }

  @PostMapping("/{operatorNo}/enable")
  OperatorVO enable(
      @PathVariable("operatorNo") @Pattern(regexp = Ids.FROM_OUTSIDE, message = NUMBER) String operatorNo,
      @Valid @RequestBody WhyDTO why,
      HttpServletRequest request) {
    String adminNo = adminOf(request);
    return OperatorVO.of(operators.enable(operatorNo, why.reason().strip(), adminNo));
  }

  @PostMapping("/{operatorNo}/password-reset")
  ResponseEntity<InitialPasswordVO> resetPassword(
      @PathVariable("operatorNo") @Pattern(regexp = Ids.FROM_OUTSIDE, message = NUMBER) String operatorNo,
      HttpServletRequest request) {
    String adminNo = adminOf(request);
    return shownOnce(HttpStatus.OK, operators.resetPassword(operatorNo, adminNo));
  }

  private static String adminOf(HttpServletRequest request) {
    return ActingOperator.of(request).mustBe(OperatorRole.ADMIN).operatorNo();
  }

  private static ResponseEntity<InitialPasswordVO> shownOnce(
      HttpStatus status, InitialPasswordBO initial) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .body(InitialPasswordVO.of(initial));
  }

  /** A new operator. Names are of small letters, so that no two look alike. */
  record NewOperatorDTO(
      @NotNull @Pattern(
              regexp = "[a-z][a-z0-9._-]{2,31}",
              message =
                  "must begin with a small letter and have 3 to 32 small letters, digits, dots,"
                      + " hyphens or underscores")
          String username,
      @NotEmpty Set<@NotNull OperatorRole> roles) {}

  /** All roles of an operator. */
  record RolesDTO(@NotEmpty Set<@NotNull OperatorRole> roles) {}

  /** Why an operator is disabled or enabled. */
  record WhyDTO(@NotBlank @Size(max = 200) @MultiLine String reason) {}
}
