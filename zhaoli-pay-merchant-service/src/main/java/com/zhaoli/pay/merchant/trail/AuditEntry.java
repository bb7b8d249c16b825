package com.zhaoli.pay.merchant.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act of an operator, or of a merchant on its own app.
 *
 * @param id grows with each entry
 * @param operatorNo who acted; a merchant acts under its merchantNo, a refused login under nobody
 * @param subject what was acted on, such as a merchantNo
 * @param detail what else matters; no secrets, and of personal data only the address of a refused
 *     login
 */
public record AuditEntry(
    long id,
    Instant at,
    String operatorNo,
    AuditAction action,
    String subject,
    @Nullable String detail,
    String requestId) {}
