package com.zhaoli.pay.pos.shift;

import com.zhaoli.pay.pos.cashier.CashierRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cashier's time at a terminal.
 *
 * @param agreed whether terminal and platform had the same totals at its end
 */
public record ShiftBO(
    String shiftNo,
    String terminalNo,
    String merchantNo,
    String storeId,
    String cashierNo,
    CashierRole role,
    ShiftStatus status,
    @Nullable Boolean agreed,
    Instant openedAt,
    @Nullable Instant closedAt) {}
