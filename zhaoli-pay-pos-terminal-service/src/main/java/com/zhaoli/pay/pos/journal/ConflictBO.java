package com.zhaoli.pay.pos.journal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.trade.TradeStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number that stands for one thing at the terminal and for another at the platform.
 *
 * @param id grows with each conflict
 * @param toldAmount fen, as the terminal first told it
 * @param tradeNo the platform's trade; null where the number was used before the terminal came to
 *     this merchant
 * @param amount fen, of that trade
 * @param status of that trade at the time
 */
public record ConflictBO(
    long id,
    String terminalNo,
    String terminalTradeNo,
    String merchantNo,
    String storeId,
    Money toldAmount,
    TradeStatus toldStatus,
    @Nullable String tradeNo,
    @Nullable Money amount,
    @Nullable TradeStatus status,
    Instant createdAt) {}
