package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trade as it stood when it was read.
 *
 * @param tradeNo the outTradeNo of its payment
 * @param method null for one that was cancelled before it was received
 * @param contentHash equal exactly for sales of equal content; empty where there was no sale
 * @param version counts its changes
 * @param undoWanted whether it was cancelled at the terminal
 * @param undoHeard whether payment-service has heard that, and sees to it
 * @param onItsWayUntil until then the sale may be about to arrive at payment-service
 */
public record TradeBO(
    String tradeNo,
    String terminalNo,
    String terminalTradeNo,
    String merchantNo,
    String storeId,
    @Nullable String shiftNo,
    @Nullable TradeMethod method,
    Money amount,
    String subject,
    String contentHash,
    TradeStatus status,
    long version,
    @Nullable String paymentNo,
    @Nullable String channel,
    @Nullable String codeUrl,
    @Nullable String failureCode,
    @Nullable String channelTradeNo,
    boolean undoWanted,
    boolean undoHeard,
    Instant onItsWayUntil,
    @Nullable Instant expiresAt,
    @Nullable Instant paidAt,
    Instant createdAt) {

  /** Whether a sale of this content is the one that made it. */
  boolean isOf(String otherContentHash) {
    return wasNeverReceived() || contentHash.equals(otherContentHash);
  }

  /** Whether it stands for a number under which the platform never received a sale. */
  public boolean wasNeverReceived() {
    return contentHash.isEmpty();
  }
}
