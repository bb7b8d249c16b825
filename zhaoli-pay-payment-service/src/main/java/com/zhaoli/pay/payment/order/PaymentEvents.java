package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.channel.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the events of a payment. */
final class PaymentEvents {
  private PaymentEvents() {}

  /**
   * What is to be told.
   *
   * @param payment as it was read; {@code status} and the facts after it are what it is now
   * @param refund the refund that the event is about, if it is about one
   */
  static PaymentEvent of(
      PaymentBO payment,
      EventType type,
      int version,
      PaymentStatus status,
      @Nullable Channel channel,
      @Nullable String channelTradeNo,
      @Nullable Instant paidAt,
      PaymentEvent.@Nullable Refund refund,
      Instant now) {
    return new PaymentEvent(
        Ids.eventId(),
        type,
        version,
        payment.paymentNo(),
        payment.merchantNo(),
        payment.appId(),
        payment.outTradeNo(),
        status.name(),
        payment.amount(),
        channel == null ? null : channel.name(),
        payment.method().name(),
        channelTradeNo,
        paidAt,
        payment.attach(),
        payment.notifyUrl(),
        refund,
        now,
        0,
        null);
  }
}
