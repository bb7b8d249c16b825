package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.sdk.payment.PaymentChannel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order.
 *
 * @param orderNo also the outTradeNo of its payment
 * @param amount in fen
 * @param eventVersion of the last event that counted, 0 before the first
 * @param webhooks what arrived, in its order, each id once
 */
public record Order(
    String orderNo,
    String subject,
    long amount,
    PaymentChannel channel,
    OrderStatus status,
    @Nullable String paymentNo,
    @Nullable String codeUrl,
    long eventVersion,
    List<ReceivedWebhook> webhooks) {

  public Order {
    webhooks = List.copyOf(webhooks);
  }

  /**
   * A webhook that was verified.
   *
   * @param type such as {@code payment.succeeded}
   */
  public record ReceivedWebhook(String id, String type, Instant receivedAt) {}
}
