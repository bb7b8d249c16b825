package com.zhaoli.pay.bench.delivery;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Events as payment-service's relay frames them. */
public final class Events {
  private static final int MEMBERS = 100;
  private static final EventBatchCodec CODEC = new EventBatchCodec();

  private Events() {}

  /** Frames of a hundred new events each, the last one with what is left. */
  public static List<byte[]> frames(int events, String merchantNo, String notifyUrl) {
    return frames(IntStream.range(0, events).mapToObj(i -> event(merchantNo, notifyUrl)).toList());
  }

  /** Frames of a hundred of these each. */
  public static List<byte[]> frames(List<PaymentEvent> events) {
    return frames(events, MEMBERS);
  }

  /** Frames of so many new events each, the last one with what is left. */
  public static List<byte[]> frames(int events, int members, String merchantNo, String notifyUrl) {
    return frames(
        IntStream.range(0, events).mapToObj(i -> event(merchantNo, notifyUrl)).toList(), members);
  }

  private static List<byte[]> frames(List<PaymentEvent> events, int members) {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < events.size(); i += members) {
      frames.add(
          CODEC.frame(
              events.subList(i, Math.min(events.size(), i + members)).stream()
                  .map(CODEC::encodeMember)
                  .toList()));
    }
    return frames;
  }

  /** One event. */
  public static PaymentEvent event(String merchantNo, String notifyUrl) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new PaymentEvent(
        Ids.eventId(),
        EventType.PAYMENT_SUCCEEDED,
        1,
        Ids.paymentNo(),
        merchantNo,
        "app_bench",
        "order-bench",
        "SUCCEEDED",
        new Money(1_250),
        "ALIPAY",
        "AGGREGATE_QR",
        "2026112322001",
        now,
        null,
        notifyUrl,
        null,
        now,
        0,
        null);
  }
}
