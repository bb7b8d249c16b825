package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.terminal.Terminals;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/ops/v1/terminals")
class TerminalOpsController {
  private final Terminals terminals;

  TerminalOpsController(Terminals terminals) {
    this.terminals = terminals;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TerminalVO register(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, defaultValue = "") Set<String> roles,
      @Valid @RequestBody TerminalRegistrationDTO registration) {
    String operatorNo = loggedIn(operator);
    if (!roles.contains("ADMIN")) {
      throw new ApiException(ErrorCode.OPERATOR_FORBIDDEN);
    }
    return TerminalVO.of(terminals.register(registration.by(operatorNo)));
  }

  @GetMapping
  TerminalPageVO list(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestParam("merchantNo") String merchantNo,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    loggedIn(operator);
    // One more than asked for tells whether there is a next page.
    List<TerminalVO> found =
        terminals.list(merchantNo, after, limit + 1).stream().map(TerminalVO::of).toList();
    return found.size() <= limit
        ? new TerminalPageVO(found, null)
        : new TerminalPageVO(found.subList(0, limit), found.get(limit - 1).terminalNo());
  }

  /** The gateway sets this header from the operator's token, and nobody else can. */
  private static String loggedIn(@Nullable String operator) {
    if (operator == null || operator.isBlank()) {
      throw new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED);
    }
    return operator;
  }
}
