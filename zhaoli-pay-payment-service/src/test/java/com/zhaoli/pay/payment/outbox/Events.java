package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import java.time.Instant;

/** Events of payments that are nobody's. */
final class Events {
  private Events() {}

  static PaymentEvent of(String eventId, Instant createdAt) {
    return new PaymentEvent(
        eventId,
        EventType.PAYMENT_SUCCEEDED,
        1,
        "pay_" + eventId,
        "mch_nobody",
        "app_nobody",
        "order",
        "SUCCEEDED",
        new Money(1),
        "ALIPAY",
        "NATIVE",
        null,
        null,
        null,
        null,
        null,
        createdAt,
        0,
        null);
  }
}
