package com.zhaoli.pay.pos.shift;

import com.zhaoli.pay.pos.cashier.CashierRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cashier's time at a terminal.
 *
 * @param agreed whether terminal and platform had the same totals at its end; null where the
 *     terminal was not asked
 * @param closedBy who moved the terminal away from it; null where the cashier signed off
 * @param totalsDue whether it has ended and its totals are still to be taken
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
    @Nullable String closedBy,
    boolean totalsDue,
    Instant openedAt,
    @Nullable Instant closedAt) {}
