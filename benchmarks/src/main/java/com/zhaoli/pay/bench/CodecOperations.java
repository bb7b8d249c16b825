package com.zhaoli.pay.bench;

import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The measured methods of {@link CodecBench}; JMH generates code around them. */
@State(Scope.Thread)
public class CodecOperations {
  @Param({"1", "10", "100"})
  private int members = 1;

  private final EventBatchCodec codec = new EventBatchCodec();
  private List<PaymentEvent> events = List.of();
  private byte[] frame = new byte[0];

  @Setup
  public void makeEvents() {
    events = IntStream.range(0, members).mapToObj(CodecOperations::event).toList();
    frame = encode();
    if (!decode().stream().allMatch(BatchMember.Intact.class::isInstance)) {
      throw new IllegalStateException("a frame of our own cannot be read");
    }
  }

  @Benchmark
  public byte[] encode() {
    return codec.frame(events.stream().map(codec::encodeMember).toList());
  }

  @Benchmark
  public List<BatchMember> decode() {
    return codec.split(frame);
  }

  private static PaymentEvent event(int number) {
    Instant at = Instant.ofEpochMilli(1_790_000_000_000L + number);
    return new PaymentEvent(
        "evt_01ARZ3NDEKTSV4RRFFQ69G%04d".formatted(number),
        EventType.PAYMENT_SUCCEEDED,
        1,
        "pay_01ARZ3NDEKTSV4RRFFQ69G%04d".formatted(number),
        "mch_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "app_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "order-20260101-%06d".formatted(number),
        "SUCCEEDED",
        new Money(1_999),
        "ALIPAY",
        "NATIVE",
        "2026010122001400000000%06d".formatted(number),
        at,
        "table 7",
        "https://shop.example.com/webhooks/zhaoli",
        null,
        at,
        0,
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }
}
