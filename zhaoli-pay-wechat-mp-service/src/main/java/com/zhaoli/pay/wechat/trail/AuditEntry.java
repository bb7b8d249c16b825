package com.zhaoli.pay.wechat.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act of an operator on the official account, or what came of it.
 *
 * @param id grows with each entry
 * @param subject what was acted on, such as the number of a rule or of a menu's version
 * @param detail what else matters; no secrets, no personal data and no words of followers
 */
public record AuditEntry(
    long id,
    Instant at,
    String operatorNo,
    AuditAction action,
    String subject,
    @Nullable String detail,
    String requestId) {}
