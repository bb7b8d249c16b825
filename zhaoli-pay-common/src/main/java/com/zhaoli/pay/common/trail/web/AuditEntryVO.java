package com.zhaoli.pay.common.trail.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.trail.AuditEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act, where those who act are operators.
 *
 * @param id grows with each entry
 * @param operatorNo who acted; a merchant acts under its merchantNo, a refused login under nobody
 * @param subject what was acted on, such as a merchantNo
 * @param detail what else matters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntryVO(
    long id,
    Instant at,
    String operatorNo,
    String action,
    String subject,
    @Nullable String detail,
    String requestId) {

  public static AuditEntryVO of(AuditEntry entry) {
    return new AuditEntryVO(
        entry.id(),
        entry.at(),
        entry.actor(),
        entry.action(),
        entry.subject(),
        entry.detail(),
        entry.requestId());
  }
}
