package com.zhaoli.pay.notify;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Events as payment-service makes them. */
public final class Events {
  private static final EventBatchCodec CODEC = new EventBatchCodec();

  private Events() {}

  public static PaymentEvent succeeded(String merchantNo, @Nullable String notifyUrl) {
    return of(EventType.PAYMENT_SUCCEEDED, merchantNo, notifyUrl);
  }

  static PaymentEvent refunded(String merchantNo) {
    return of(
        EventType.REFUND_SUCCEEDED,
        merchantNo,
        null,
        new PaymentEvent.Refund(
            "rfd_1",
            "refund-12",
            new Money(250),
            "SUCCEEDED",
            null,
            Instant.parse("2026-11-23T05:06:07Z")));
  }

  static PaymentEvent of(EventType type, String merchantNo, @Nullable String notifyUrl) {
    return of(type, merchantNo, notifyUrl, null);
  }

  private static PaymentEvent of(
      EventType type,
      String merchantNo,
      @Nullable String notifyUrl,
      PaymentEvent.@Nullable Refund refund) {
    return new PaymentEvent(
        Ids.eventId(),
        type,
        1,
        Ids.paymentNo(),
        merchantNo,
        "app_1",
        "order-4711",
        "SUCCEEDED",
        new Money(1250),
        "ALIPAY",
        "NATIVE",
        "2026112322001",
        Instant.parse("2026-11-23T04:05:06.789Z"),
        "shelf 7",
        notifyUrl,
        refund,
        Instant.parse("2026-11-23T04:05:07.001Z"),
        0,
        null);
  }

  static byte[] frame(PaymentEvent... events) {
    return CODEC.frame(Arrays.stream(events).map(CODEC::encodeMember).toList());
  }
}
