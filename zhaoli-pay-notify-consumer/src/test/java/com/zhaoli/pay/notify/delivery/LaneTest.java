package com.zhaoli.pay.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration SLOW = Duration.ofSeconds(2);
  private final AtomicLong nanos = new AtomicLong();
  private final List<Call> begun = new ArrayList<>();

  private Lane lane(int first, int most) {
    return new Lane(first, most, PATIENCE, SLOW);
  }

  private Call call() {
    Delivery delivered =
        new Delivery(Told.of(new DeliveryOutcome.Delivered(200)), Instant.EPOCH, Duration.ZERO);
    return new Call(() -> delivered, nanos::get);
  }

  private void letPass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private List<Call> add(Lane lane, int number) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Call call = call();
      assertThat(lane.add(call, begun)).isTrue();
      calls.add(call);
    }
    return calls;
  }

  /** It runs, is over after that time, and the lane hears of it. */
  private void runs(Lane lane, Call call, Duration time) {
    assertThat(call.run()).isNotNull();
    letPass(time);
    lane.over(call, begun);
  }

  @Test
  void callsBeginInTheirOrderAndOnlySoManyAtATime() {
    Lane lane = lane(2, 2);
    List<Call> calls = add(lane, 4);
    assertThat(begun).containsExactly(calls.get(0), calls.get(1));
    runs(lane, calls.get(1), Duration.ZERO);
    assertThat(begun).containsExactly(calls.get(0), calls.get(1), calls.get(2));
    assertThat(lane.room()).isZero();
    for (int i : List.of(0, 2, 3)) {
      runs(lane, calls.get(i), Duration.ZERO);
    }
    assertThat(begun).hasSize(4);
    assertThat(lane.isAsNew()).isTrue();
  }

  @Test
  void aCallThatWasTakenBackNeverBegins() {
    Lane lane = lane(1, 1);
    List<Call> calls = add(lane, 3);
    assertThat(calls.get(1).takeBack()).isTrue();
    runs(lane, calls.get(0), Duration.ZERO);
    assertThat(begun).containsExactly(calls.get(0), calls.get(2));
    assertThat(calls.get(2).takeBack()).as("no thread has it so far").isTrue();
    assertThat(calls.get(2).run()).as("so nobody is called").isNull();
    lane.notRun(calls.get(2), begun);
    assertThat(lane.room()).isEqualTo(1);
    assertThat(calls.get(0).takeBack()).as("it was made").isFalse();
  }

  @Test
  void nobodyWaitsBehindCallsThatAllRunForTooLong() {
    Lane lane = lane(2, 2);
    List<Call> calls = add(lane, 2);
    letPass(Duration.ofSeconds(1));
    assertThat(lane.add(call(), begun)).as("they wait for threads, which says nothing").isTrue();
    assertThat(calls.get(0).run()).isNotNull();
    assertThat(calls.get(1).run()).isNotNull();
    letPass(PATIENCE);
    assertThat(lane.add(call(), begun)).isTrue();
    letPass(Duration.ofMillis(1));
    assertThat(lane.add(call(), begun)).isFalse();
    assertThat(begun).hasSize(2);
  }

  @Test
  void slowCallsHalveTheLimitAndQuickOnesRaiseItAgain() {
    Lane lane = lane(8, 8);
    for (int expected : List.of(4, 2, 1, 1)) {
      runs(lane, add(lane, 1).get(0), SLOW.plusMillis(1));
      assertThat(lane.room()).isEqualTo(expected);
    }
    assertThat(lane.hangs()).isTrue();
    assertThat(lane.isAsNew()).as("that is remembered").isFalse();
    Call quick = add(lane, 1).get(0);
    assertThat(lane.add(call(), begun)).as("nobody waits for one that hangs").isFalse();
    runs(lane, quick, SLOW);
    assertThat(lane.hangs()).isFalse();
    for (int expected : List.of(3, 4)) {
      runs(lane, add(lane, 1).get(0), Duration.ZERO);
      assertThat(lane.room()).isEqualTo(expected);
    }
  }

  @Test
  void aTargetOfWhichNothingIsKnownGetsFewCallsAndMoreWithEachQuickAnswer() {
    Lane lane = lane(2, 4);
    List<Call> calls = add(lane, 6);
    assertThat(begun).hasSize(2);
    runs(lane, calls.get(0), Duration.ZERO);
    assertThat(begun).as("three at a time now").hasSize(4);
    runs(lane, calls.get(1), Duration.ZERO);
    assertThat(begun).as("four").hasSize(6);
    calls.subList(2, 6).forEach(call -> runs(lane, call, Duration.ZERO));
    assertThat(lane.room()).as("and no more").isEqualTo(4);
    assertThat(lane.isAsNew()).isFalse();
  }

  @Test
  void aTargetMayBeGivenAsManyCallsAsItAnswersInATimeThatIsWorthWaiting() {
    Lane lane = lane(4, 4);
    assertThat(lane.capacity()).as("nothing is known: all at once").isEqualTo(64);
    for (int i = 0; i < 20; i++) {
      runs(lane, add(lane, 1).get(0), Duration.ofMillis(50));
    }
    assertThat(lane.capacity()).as("three turns in half the patience").isEqualTo(12);
    List<Call> calls = add(lane, 6);
    assertThat(lane.capacity()).isEqualTo(6);
    assertThat(calls.get(5).takeBack()).isTrue();
    assertThat(lane.capacity()).as("one of the two that waited does not any more").isEqualTo(7);
    calls.subList(0, 4).forEach(call -> assertThat(call.run()).isNotNull());
    letPass(PATIENCE.plusMillis(1));
    assertThat(lane.capacity()).as("nobody waits for those that are slow").isZero();
  }

  @Test
  void aTargetThatHangsIsGivenNoMoreThanMayRun() {
    Lane lane = lane(8, 8);
    runs(lane, add(lane, 1).get(0), SLOW.plusMillis(1));
    assertThat(lane.capacity()).isEqualTo(4);
    Call running = add(lane, 1).get(0);
    assertThat(running.run()).isNotNull();
    assertThat(lane.capacity()).isEqualTo(3);
  }
}
