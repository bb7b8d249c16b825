package com.zhaoli.pay.payment.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A difference and what was decided on it.
 *
 * @param decidedBy the operator; null with a time: it went by itself
 */
public record DifferenceBO(
    String differenceNo,
    String runNo,
    BillAccount account,
    BusinessDay day,
    Finding finding,
    DifferenceStatus status,
    @Nullable String note,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    Instant createdAt,
    Instant updatedAt) {}
