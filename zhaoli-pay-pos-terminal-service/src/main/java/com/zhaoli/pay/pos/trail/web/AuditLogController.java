package com.zhaoli.pay.pos.trail.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.common.trail.AuditEntry;
import com.zhaoli.pay.pos.trail.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.function.Function;
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

  @GetMapping("/ops/v1/terminals/audit-log")
  PageVO<AuditEntry> page(
      HttpServletRequest request,
      @RequestParam(name = "terminalNo", required = false) @Nullable String terminalNo,
      @RequestParam(name = "after", required = false) @Nullable Long after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    List<AuditEntry> found = auditLog.page(terminalNo, null, after, limit + 1);
    return PageVO.of(found, limit, Function.identity(), entry -> Long.toString(entry.id()));
  }
}
