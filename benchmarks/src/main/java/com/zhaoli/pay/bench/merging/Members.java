package com.zhaoli.pay.bench.merging;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Events of 400 bytes, and messages of them. */
public final class Members {
  private static final int BYTES = 400;
  private static final EventBatchCodec CODEC = new EventBatchCodec();

  private Members() {}

  /** Events as the outbox keeps them. */
  public static List<byte[]> of(int number) {
    List<byte[]> members = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      members.add(member());
    }
    return members;
  }

  /** Messages of so many members each. */
  public static List<byte[]> framed(List<byte[]> members, int each) {
    List<byte[]> frames = new ArrayList<>(members.size() / each + 1);
    for (int i = 0; i < members.size(); i += each) {
      frames.add(CODEC.frame(members.subList(i, Math.min(members.size(), i + each))));
    }
    return frames;
  }

  private static byte[] member() {
    byte[] bare = CODEC.encodeMember(event("o"));
    return CODEC.encodeMember(event("o".repeat(Math.max(1, BYTES - bare.length + 1))));
  }

  private static PaymentEvent event(String outTradeNo) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new PaymentEvent(
        Ids.eventId(),
        EventType.PAYMENT_SUCCEEDED,
        1,
        Ids.paymentNo(),
        "mch_bench",
        "app_bench",
        outTradeNo,
        "SUCCEEDED",
        new Money(1_250),
        "ALIPAY",
        "NATIVE",
        null,
        null,
        null,
        null,
        null,
        now,
        0,
        null);
  }
}
