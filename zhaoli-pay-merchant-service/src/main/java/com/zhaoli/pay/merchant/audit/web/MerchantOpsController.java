package com.zhaoli.pay.merchant.audit.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.app.Apps;
import com.zhaoli.pay.merchant.app.Keys;
import com.zhaoli.pay.merchant.audit.MerchantAudit;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/ops/v1/merchants")
class MerchantOpsController {
  private final Merchants merchants;
  private final Apps apps;
  private final Keys keys;
  private final MerchantAudit audit;

  MerchantOpsController(Merchants merchants, Apps apps, Keys keys, MerchantAudit audit) {
    this.merchants = merchants;
    this.apps = apps;
    this.keys = keys;
    this.audit = audit;
  }

  @GetMapping
  PageVO<MerchantOpsVO> list(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @RequestParam(name = "status", required = false) @Nullable MerchantStatus status,
      @RequestParam(name = "search", required = false) @Size(min = 1, max = 100) @Nullable String search,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the next of a page") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(operator, roles).mustBe(OperatorRole.AUDITOR);
    return PageVO.of(
        merchants.list(status, search, after, limit + 1),
        limit,
        MerchantOpsVO::of,
        MerchantBO::merchantNo);
  }

  /** One merchant, with its app and the states of its keys. */
  @GetMapping("/{merchantNo}")
  MerchantDetailVO get(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      HttpServletRequest request) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    MerchantBO merchant = merchants.get(merchantNo);
    return new MerchantDetailVO(
        MerchantOpsVO.of(merchant),
        apps.of(merchantNo).map(app -> AppOpsVO.of(app, keys.list(app.appId()))).orElse(null));
  }

  @PostMapping("/{merchantNo}/suspend")
  MerchantOpsVO suspend(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @Valid @RequestBody ReasonDTO why,
      HttpServletRequest request) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return MerchantOpsVO.of(audit.suspend(merchantNo, acting.operatorNo(), why.reason().strip()));
  }

  @PostMapping("/{merchantNo}/resume")
  MerchantOpsVO resume(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @Valid @RequestBody ReasonDTO why,
      HttpServletRequest request) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return MerchantOpsVO.of(audit.resume(merchantNo, acting.operatorNo(), why.reason().strip()));
  }

  @PostMapping("/{merchantNo}/approve")
  MerchantOpsVO approve(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo) {
    ActingOperator acting = ActingOperator.of(operator, roles).mustBe(OperatorRole.AUDITOR);
    return MerchantOpsVO.of(audit.approve(merchantNo, acting.operatorNo()));
  }

  @PostMapping("/{merchantNo}/reject")
  MerchantOpsVO reject(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @Valid @RequestBody ReasonDTO rejection) {
    ActingOperator acting = ActingOperator.of(operator, roles).mustBe(OperatorRole.AUDITOR);
    return MerchantOpsVO.of(
        audit.reject(merchantNo, acting.operatorNo(), rejection.reason().strip()));
  }
}
