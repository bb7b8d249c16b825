package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stood when it was read.
 *
 * @param contentHash names the content of the request that created it
 * @param eventVersion how many events it has had
 * @param payToken what a payer's browser may know of it
 * @param failureCode the channel's code where it refused
 * @param attempt its order at the channel
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
    Channel channel,
    PaymentStatus status,
    int eventVersion,
    String payToken,
    @Nullable String notifyUrl,
    @Nullable String attach,
    @Nullable String channelTradeNo,
    @Nullable String failureCode,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paidAt,
    AttemptBO attempt) {

  /** Whether its code is still to be had from the channel. */
  public boolean lacksCode() {
    return status == PaymentStatus.CREATED && attempt.status() == AttemptStatus.CREATED;
  }

  /** The current attempt in the channel's terms. */
  public ChannelOrder order() {
    return new ChannelOrder(
        attempt.attemptNo(),
        attempt.channelAccountNo(),
        method,
        subject,
        attempt.amount(),
        attempt.channelTradeNo(),
        expiresAt,
        ChannelOrder.Payer.UNKNOWN);
  }
}
