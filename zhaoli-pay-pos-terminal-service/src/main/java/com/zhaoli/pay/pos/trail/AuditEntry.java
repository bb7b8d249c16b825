package com.zhaoli.pay.pos.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act, or one refusal.
 *
 * @param id grows with each entry
 * @param actor an operator, a merchant, a terminal, or nobody
 * @param subject the terminal, or what a refused request named as one
 * @param detail what else matters; no secrets
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    AuditAction action,
    String subject,
    @Nullable String detail,
    String requestId) {}
