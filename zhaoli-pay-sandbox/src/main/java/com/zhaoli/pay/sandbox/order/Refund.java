package com.zhaoli.pay.sandbox.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back to the payer.
 *
 * @param outRefundNo the number that the platform gave it; the order's own for a reversal
 * @param channelRefundNo the channel's number
 * @param totalFen what was refunded of the order, this refund included
 * @param outcome how it ends
 * @param settlesAt when it ends; until then it is under way
 * @param reversal whether it came of a cancel or a reverse instead of a refund
 */
public record Refund(
    String outRefundNo,
    String channelRefundNo,
    long amountFen,
    long totalFen,
    @Nullable String reason,
    @Nullable String notifyUrl,
    RefundState outcome,
    Instant createdAt,
    Instant settlesAt,
    boolean reversal) {

  /** How it stands at this time. */
  public RefundState stateAt(Instant now) {
    return now.isBefore(settlesAt) ? RefundState.PROCESSING : outcome;
  }

  /** Whether its amount can be refunded by no other. */
  boolean holdsItsAmount() {
    return outcome != RefundState.CLOSED;
  }
}
