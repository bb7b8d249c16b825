package com.zhaoli.pay.merchant.audit.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.app.AppBO;
import com.zhaoli.pay.merchant.app.Keys;
import com.zhaoli.pay.merchant.audit.AppAudit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Operators stop apps, let them go on, and replace keys that are lost. */
@RestController
class AppOpsController {
  private final AppAudit audit;
  private final Keys keys;

  AppOpsController(AppAudit audit, Keys keys) {
    this.audit = audit;
    this.keys = keys;
  }

  @PostMapping("/ops/v1/apps/{appId}/disable")
  AppOpsVO disable(
      @PathVariable @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the id of an app") String appId,
      @Valid @RequestBody ReasonDTO why,
      HttpServletRequest request) {
    return view(audit.disable(appId, operatorOf(request), why.reason().strip()));
  }

  @PostMapping("/ops/v1/apps/{appId}/enable")
  AppOpsVO enable(
      @PathVariable @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the id of an app") String appId,
      @Valid @RequestBody ReasonDTO why,
      HttpServletRequest request) {
    return view(audit.enable(appId, operatorOf(request), why.reason().strip()));
  }

  @PostMapping("/ops/v1/merchants/{merchantNo}/keys/reissue")
  AppOpsVO reissue(
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @Valid @RequestBody ReissueDTO reissue,
      HttpServletRequest request) {
    Long overlap = reissue.overlapSeconds();
    return view(
        audit.reissue(
            merchantNo,
            operatorOf(request),
            Duration.ofSeconds(overlap == null ? 0 : overlap),
            reissue.reason().strip()));
  }

  private static String operatorOf(HttpServletRequest request) {
    return ActingOperator.of(request).mustBe(OperatorRole.AUDITOR).operatorNo();
  }

  private AppOpsVO view(AppBO app) {
    return AppOpsVO.of(app, keys.list(app.appId()));
  }

  /**
   * Why and how a key is replaced.
   *
   * @param overlapSeconds how long the key in force until now goes on; at once without it
   */
  record ReissueDTO(
      @NotBlank @Size(max = 200) @MultiLine String reason,
      @Min(0) @Max(Keys.MAX_OVERLAP_SECONDS) @Nullable Long overlapSeconds) {}
}
