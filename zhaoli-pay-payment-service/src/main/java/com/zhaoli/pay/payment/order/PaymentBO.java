package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stood when it was read.
 *
 * @param contentHash names the content of the request that created it
 * @param channel null while the payer has not chosen a wallet (AGGREGATE_QR)
 * @param eventVersion how many events it has had
 * @param currentAttemptNo its current order at a channel, or the one that was paid
 * @param payToken what a payer's browser may know of it
 * @param failureCode the channel's code where it refused
 * @param refundReserved what was given back or is on its way back
 * @param refunded what was given back
 * @param attempt the order that it was read with: the current one, unless another was asked for;
 *     null while there is none
 */
public record PaymentBO(
    String paymentNo,
    String merchantNo,
    String appId,
    String outTradeNo,
    String contentHash,
    Money amount,
    String subject,
    PaymentMethod method,
    @Nullable Channel channel,
    PaymentStatus status,
    int eventVersion,
    @Nullable String currentAttemptNo,
    String payToken,
    @Nullable String notifyUrl,
    @Nullable String returnUrl,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo,
    @Nullable String channelTradeNo,
    @Nullable String failureCode,
    Money refundReserved,
    Money refunded,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paidAt,
    @Nullable AttemptBO attempt) {

  /**
   * The order that it was read with.
   *
   * @throws IllegalStateException when there is none
   */
  public AttemptBO requireAttempt() {
    if (attempt == null) {
      throw new IllegalStateException("payment " + paymentNo + " has no order at a channel");
    }
    return attempt;
  }

  /** Whether the order that it was read with is its current one. */
  public boolean isAtCurrentAttempt() {
    return attempt != null && attempt.attemptNo().equals(currentAttemptNo);
  }

  /**
   * Whether the payer chooses the wallet, so that the end of one order at a channel is not the end
   * of the payment.
   */
  public boolean isAggregate() {
    return method == PaymentMethod.AGGREGATE_QR;
  }

  /** Whether what the payer pays by is still to be had from the channel. */
  public boolean lacksCode() {
    return status == PaymentStatus.CREATED && attempt != null && attempt.lacksCode();
  }

  /** The order that it was read with, in the channel's terms. */
  public ChannelOrder order(Payer payer) {
    AttemptBO order = requireAttempt();
    return new ChannelOrder(
        order.attemptNo(),
        order.channelAccountNo(),
        order.method(),
        subject,
        order.amount(),
        order.channelTradeNo(),
        expiresAt,
        payer);
  }

  /** The order in the channel's terms, for all that does not need to know who pays. */
  public ChannelOrder order() {
    return order(Payer.UNKNOWN);
  }
}
