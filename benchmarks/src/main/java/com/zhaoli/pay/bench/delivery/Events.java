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

/** Events as payment-service's relay frames them. */
public final class Events {
  private static final int MEMBERS = 100;
  private static final EventBatchCodec CODEC = new EventBatchCodec();

  private Events() {}

  /** Frames of a hundred members each, the last one with what is left. */
  public static List<byte[]> frames(int events, String merchantNo, String notifyUrl) {
    List<byte[]> frames = new ArrayList<>();
    List<byte[]> members = new ArrayList<>(MEMBERS);
    for (int i = 0; i < events; i++) {
      members.add(CODEC.encodeMember(event(merchantNo, notifyUrl)));
      if (members.size() == MEMBERS || i == events - 1) {
        frames.add(CODEC.frame(members));
        members.clear();
      }
    }
    return frames;
  }

  private static PaymentEvent event(String merchantNo, String notifyUrl) {
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
