package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.testing.Quickest;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchMergerTest {
  private static final Duration IDLE = Duration.ofMillis(1);
  private final BlockingQueue<OutboxMember> queue = new LinkedBlockingQueue<>();
  private final Timer linger = new SimpleMeterRegistry().timer("linger");

  @Test
  void whatWaitsIsMergedUpToTheMemberLimit() throws InterruptedException {
    fill(250, 10);
    BatchMerger merger = merger(100, 1_000_000);
    assertThat(merger.next(queue, IDLE, linger)).hasSize(100);
    assertThat(merger.next(queue, IDLE, linger)).hasSize(100);
    assertThat(merger.next(queue, IDLE, linger)).hasSize(50);
    assertThat(merger.next(queue, IDLE, linger)).isEmpty();
  }

  @Test
  void aBatchEndsBeforeItWouldBeTooLargeAndLosesNothing() throws InterruptedException {
    fill(7, 100);
    int three =
        EventBatchCodec.FRAME_HEADER_BYTES + 3 * (EventBatchCodec.MEMBER_HEADER_BYTES + 100);
    BatchMerger merger = merger(100, three);
    assertThat(merger.next(queue, IDLE, linger))
        .extracting(OutboxMember::eventId)
        .containsExactly("evt_0", "evt_1", "evt_2");
    assertThat(merger.next(queue, IDLE, linger))
        .extracting(OutboxMember::eventId)
        .containsExactly("evt_3", "evt_4", "evt_5");
    assertThat(merger.next(queue, IDLE, linger))
        .extracting(OutboxMember::eventId)
        .containsExactly("evt_6");
    assertThat(merger.next(queue, IDLE, linger)).isEmpty();
  }

  @Test
  void aMemberLargerThanABatchGoesAlone() throws InterruptedException {
    fill(2, 5_000);
    BatchMerger merger = merger(100, 1_000);
    assertThat(merger.next(queue, IDLE, linger)).hasSize(1);
    assertThat(merger.next(queue, IDLE, linger)).hasSize(1);
    assertThat(merger.next(queue, IDLE, linger)).isEmpty();
  }

  @Test
  void theFirstMemberWaitsForOthersOnlySoLong() throws InterruptedException {
    Duration soon = Duration.ofSeconds(1);
    Duration took =
        Quickest.of(
            soon,
            () -> {
              fill(1, 10);
              assertThat(merger(100, 1_000).next(queue, IDLE, linger)).hasSize(1);
            });
    assertThat(took).isLessThan(soon);
    assertThat(linger.count()).isPositive();
  }

  @Test
  void theRestIsMergedWithoutWaitingForMore() throws InterruptedException {
    fill(5, 10);
    BatchMerger patient = new BatchMerger(3, 1_000, Duration.ofMinutes(1));
    assertThat(patient.rest(queue, linger)).hasSize(3);
    assertThat(patient.rest(queue, linger)).hasSize(2);
    assertThat(patient.rest(queue, linger)).isEmpty();
  }

  @Test
  void sweptEventsAreSplitByTheSameBounds() {
    List<OutboxMember> members = members(250, 10);
    assertThat(merger(100, 1_000_000).split(members))
        .extracting(List::size)
        .containsExactly(100, 100, 50);
    int two = EventBatchCodec.FRAME_HEADER_BYTES + 2 * (EventBatchCodec.MEMBER_HEADER_BYTES + 10);
    assertThat(merger(100, two).split(members))
        .hasSize(125)
        .allSatisfy(batch -> assertThat(batch).hasSize(2));
    assertThat(merger(100, 1).split(List.of())).isEmpty();
  }

  private void fill(int count, int bytes) {
    queue.addAll(members(count, bytes));
  }

  private static List<OutboxMember> members(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> new OutboxMember("evt_" + i, new byte[bytes], null))
        .toList();
  }

  private static BatchMerger merger(int members, int bytes) {
    return new BatchMerger(members, bytes, Duration.ofMillis(5));
  }
}
