package com.zhaoli.pay.wechat.trail.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.common.trail.AuditEntry;
import com.zhaoli.pay.common.trail.web.AuditEntryVO;
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
  PageVO<AuditEntryVO> page(
      @RequestParam(name = "subject", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a number of what was acted on") @Nullable String subject,
      @RequestParam(name = "after", required = false) @Min(1) @Nullable Long after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit,
      HttpServletRequest request) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    List<AuditEntry> found = auditLog.page(subject, null, after, limit + 1);
    return PageVO.of(found, limit, AuditEntryVO::of, entry -> Long.toString(entry.id()));
  }
}
