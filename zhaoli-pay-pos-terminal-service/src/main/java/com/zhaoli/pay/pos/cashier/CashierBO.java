package com.zhaoli.pay.pos.cashier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works in a store.
 *
 * @param lockedUntil no PIN is taken before, after too many wrong ones
 */
public record CashierBO(
    String merchantNo,
    String storeId,
    String cashierNo,
    String name,
    CashierRole role,
    CashierStatus status,
    @Nullable Instant lockedUntil,
    Instant createdAt) {}
