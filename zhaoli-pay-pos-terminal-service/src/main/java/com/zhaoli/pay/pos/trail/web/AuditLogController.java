package com.zhaoli.pay.pos.trail.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.pos.trail.AuditEntry;
import com.zhaoli.pay.pos.trail.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditLogController {
  private final AuditLog auditLog;

  AuditLogController(AuditLog auditLog) {
    this.auditLog = auditLog;
  }

  /**
   * Some entries, the newest first.
   *
   * @param next value of {@code after} for the page behind it; absent on the last page
   */
  record AuditPageVO(List<AuditEntry> items, @Nullable Long next) {}

  @GetMapping("/ops/v1/terminals/audit-log")
  AuditPageVO page(
      HttpServletRequest request,
      @RequestParam(name = "terminalNo", required = false) @Nullable String terminalNo,
      @RequestParam(name = "after", required = false) @Nullable Long after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    List<AuditEntry> found = auditLog.page(terminalNo, after, limit);
    return new AuditPageVO(found, found.size() < limit ? null : found.get(limit - 1).id());
  }
}
