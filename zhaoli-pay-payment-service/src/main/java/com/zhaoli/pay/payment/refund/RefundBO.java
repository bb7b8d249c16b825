package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stood when it was read.
 *
 * @param refundNo our number, also that at the channel
 * @param attemptNo the order whose money goes back
 * @param outRefundNo the merchant's number; our own again where we wanted it
 * @param unheardUntil until then a call whose answer nobody heard may still take effect at the
 *     channel; null when there is none
 * @param insteadOf the first refund of this money, which failed; null when this is the first
 */
public record RefundBO(
    String refundNo,
    String paymentNo,
    String attemptNo,
    String merchantNo,
    String outRefundNo,
    RefundOrigin origin,
    Channel channel,
    String channelAccountNo,
    Money amount,
    @Nullable String reason,
    RefundStatus status,
    @Nullable String channelRefundNo,
    @Nullable String failureCode,
    Instant createdAt,
    @Nullable Instant refundedAt,
    @Nullable Instant unheardUntil,
    @Nullable String insteadOf) {

  /** With another bound of the calls that nobody heard of. */
  RefundBO unheardUntil(@Nullable Instant until) {
    return new RefundBO(
        refundNo,
        paymentNo,
        attemptNo,
        merchantNo,
        outRefundNo,
        origin,
        channel,
        channelAccountNo,
        amount,
        reason,
        status,
        channelRefundNo,
        failureCode,
        createdAt,
        refundedAt,
        until,
        insteadOf);
  }

  /** The first refund of this money. */
  public String first() {
    return insteadOf == null ? refundNo : insteadOf;
  }

  /** The same money under another number, after the channel refused this one for good. */
  RefundBO again(String newRefundNo, Instant at) {
    return new RefundBO(
        newRefundNo,
        paymentNo,
        attemptNo,
        merchantNo,
        newRefundNo,
        origin,
        channel,
        channelAccountNo,
        amount,
        reason,
        RefundStatus.PROCESSING,
        null,
        null,
        at,
        null,
        null,
        first());
  }

  /** What is told of it, given what came of it. */
  PaymentEvent.Refund told(RefundStatus decided, @Nullable String failure, @Nullable Instant at) {
    return new PaymentEvent.Refund(
        refundNo,
        origin == RefundOrigin.MERCHANT ? outRefundNo : null,
        amount,
        decided.name(),
        failure,
        at);
  }
}
