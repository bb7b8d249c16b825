package com.zhaoli.pay.sandbox.delivery;

import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a notify tells: that an order was paid, or how a refund of it ended.
 *
 * @param refund null for the payment
 */
public record NotifyEvent(SandboxOrder order, @Nullable Refund refund) {

  /** Names the event among all. */
  String key() {
    return keyOf(order, refund);
  }

  static String keyOf(SandboxOrder order, @Nullable Refund refund) {
    return refund == null ? order.key() : order.key() + "#" + refund.outRefundNo();
  }

  /** Where the merchant wants to be told; null when nowhere. */
  @Nullable String url() {
    return refund == null ? order.notifyUrl() : refund.notifyUrl();
  }
}
