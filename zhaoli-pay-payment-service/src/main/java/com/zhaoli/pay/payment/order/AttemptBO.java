package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment's order at a channel.
 *
 * @param attemptNo the number the channel knows it by
 * @param method the wallet's own way, never AGGREGATE_QR
 * @param codeUrl what the payer's QR code holds, once the channel gave it
 * @param payParams what the wallet's page goes on with, once the channel gave it; or empty
 * @param payerId whom {@code payParams} were made for
 * @param channelTradeNo the channel's number, once it is paid
 * @param paidAt when the channel took the money
 * @param callUntil until then somebody is calling the channel for it; names that caller
 */
public record AttemptBO(
    String attemptNo,
    Channel channel,
    String channelAccountNo,
    PaymentMethod method,
    Money amount,
    AttemptStatus status,
    @Nullable String codeUrl,
    Map<String, String> payParams,
    @Nullable String payerId,
    @Nullable String channelTradeNo,
    @Nullable String storeId,
    @Nullable Instant paidAt,
    Instant callUntil,
    Instant createdAt) {

  /** Whether what the payer pays by is still to be had from the channel. */
  public boolean lacksCode() {
    return status == AttemptStatus.CREATED;
  }
}
