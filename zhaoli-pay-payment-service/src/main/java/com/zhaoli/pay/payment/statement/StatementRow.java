package com.zhaoli.pay.payment.statement;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment or a refund of a day.
 *
 * @param at when the payer paid, or when the money went back
 * @param channelNo the channel's number of the payment or of the refund
 * @param reversedAt when a payment was taken back by the point of sale; its money is not the
 *     merchant's
 */
public record StatementRow(
    EntryType type,
    Instant at,
    String paymentNo,
    String outTradeNo,
    @Nullable String refundNo,
    @Nullable String outRefundNo,
    String subject,
    String channel,
    @Nullable String channelNo,
    Money amount,
    @Nullable Instant reversedAt) {

  /** What a row tells of. Payments come first. */
  public enum EntryType {
    PAYMENT,
    REFUND
  }

  /** The number that names this row in its day. */
  public String number() {
    return refundNo == null ? paymentNo : refundNo;
  }
}
