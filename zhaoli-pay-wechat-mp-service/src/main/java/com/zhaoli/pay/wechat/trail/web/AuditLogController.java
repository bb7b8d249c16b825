package com.zhaoli.pay.wechat.trail.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.wechat.trail.AuditEntry;
import com.zhaoli.pay.wechat.trail.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators read the audit log; nothing in it can be changed. */
@RestController
class AuditLogController {
  private final AuditLog auditLog;

  AuditLogController(AuditLog auditLog) {
    this.auditLog = auditLog;
  }

  @GetMapping("/ops/v1/wechat/audit-log")
  AuditPageVO page(
      @RequestParam(name = "subject", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a number of what was acted on") @Nullable String subject,
      @RequestParam(name = "after", required = false) @Min(1) @Nullable Long after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit,
      HttpServletRequest request) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    List<AuditEntry> page = auditLog.page(subject, after, limit);
    return new AuditPageVO(page, page.size() == limit ? page.get(page.size() - 1).id() : null);
  }

  /**
   * Some entries, the newest first.
   *
   * @param next value of {@code after} for the page behind it; absent on the last page
   */
  record AuditPageVO(List<AuditEntry> items, @Nullable Long next) {}
}
