package com.zhaoli.pay.sandbox.bill;

import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bill.
 *
 * @param amountFen what the bill says, which an alteration may have made a lie
 * @param at when it happened
 * @param channelRefundNo the channel's number of the money given back; null for payments
 * @param outRefundNo the platform's number of it; null for payments
 * @param refund as it stands; null for payments and for refunds that never were
 */
public record BillEntry(
    Kind kind,
    SandboxOrder order,
    long amountFen,
    Instant at,
    @Nullable String channelRefundNo,
    @Nullable String outRefundNo,
    @Nullable Refund refund) {

  /** What a line tells. */
  public enum Kind {
    PAYMENT,
    REFUND,
    /** Money given back by a cancel or a reverse. */
    REVERSAL
  }

  /** The channel's number; a payment that never was has none. */
  public String channelTradeNo() {
    String number = order.channelTradeNo();
    return number == null ? "0" : number;
  }

  static BillEntry payment(SandboxOrder order, long amountFen, Instant at) {
    return new BillEntry(Kind.PAYMENT, order, amountFen, at, null, null, null);
  }

  static BillEntry refund(SandboxOrder order, Refund refund) {
    return new BillEntry(
        refund.reversal() ? Kind.REVERSAL : Kind.REFUND,
        order,
        refund.amountFen(),
        refund.createdAt(),
        refund.channelRefundNo(),
        refund.outRefundNo(),
        refund);
  }

  /** A paid order that the bill says was undone instead. */
  static BillEntry undone(SandboxOrder order, Instant at) {
    return new BillEntry(
        Kind.REVERSAL, order, order.amountFen(), at, "0", order.channelOrderNo(), null);
  }
}
