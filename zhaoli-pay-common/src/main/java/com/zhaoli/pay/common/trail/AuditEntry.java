package com.zhaoli.pay.common.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act on record, or what came of it.
 *
 * @param id grows with each entry
 * @param actor who acted: an operator's number, a merchant's, a terminal's, or {@code nobody}
 * @param action name of an action of the service
 * @param subject what was acted on, such as a merchantNo
 * @param detail what else matters; no secrets, and of personal data only what tells who was acted
 *     on (the first openids of a change) and the address of a refused login or request
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String action,
    String subject,
    @Nullable String detail,
    String requestId) {}
