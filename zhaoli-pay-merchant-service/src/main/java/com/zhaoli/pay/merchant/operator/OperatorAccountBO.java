package com.zhaoli.pay.merchant.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator as administrators keep it.
 *
 * @param initialUntil until when the password that was handed over opens the first login; null once
 *     the operator has chosen one
 */
public record OperatorAccountBO(
    OperatorBO operator,
    OperatorStatus status,
    @Nullable Instant initialUntil,
    Instant createdAt) {}
