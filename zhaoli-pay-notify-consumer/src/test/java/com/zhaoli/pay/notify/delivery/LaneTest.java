package com.zhaoli.pay.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered(200);
  private static final DeliveryOutcome FAILED = new DeliveryOutcome.Failed("no", 500);
  private final List<Call> begun = new ArrayList<>();

  private static Call call() {
    return new Call(() -> new Delivery(Told.of(DELIVERED), Instant.EPOCH, Duration.ZERO));
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

  @Test
  void callsBeginInTheirOrderAndOnlySoManyAtATime() {
    Lane lane = new Lane(2, 2, LONG, LONG);
    List<Call> calls = add(lane, 4);
    assertThat(begun).containsExactly(calls.get(0), calls.get(1));
    lane.over(calls.get(1), DELIVERED, begun);
    assertThat(begun).containsExactly(calls.get(0), calls.get(1), calls.get(2));
    assertThat(lane.room()).isZero();
    lane.over(calls.get(0), DELIVERED, begun);
    lane.over(calls.get(2), DELIVERED, begun);
    lane.over(calls.get(3), DELIVERED, begun);
    assertThat(begun).hasSize(4);
    assertThat(lane.isAsNew()).isTrue();
  }

  @Test
  void aCallThatWasTakenBackNeverBegins() {
    Lane lane = new Lane(1, 1, LONG, LONG);
    List<Call> calls = add(lane, 3);
    assertThat(calls.get(1).takeBack()).isTrue();
    lane.over(calls.get(0), DELIVERED, begun);
    assertThat(begun).containsExactly(calls.get(0), calls.get(2));
    assertThat(calls.get(2).takeBack()).as("it has begun").isFalse();
  }

  @Test
  void nobodyWaitsBehindCallsThatAllRunForTooLong() {
    Lane lane = new Lane(2, 2, Duration.ZERO, LONG);
    add(lane, 2);
    assertThat(lane.add(call(), begun)).isFalse();
    assertThat(begun).hasSize(2);
  }

  @Test
  void hangingCallsHalveTheLimitAndQuickOnesRaiseItAgain() {
    Lane lane = new Lane(8, 8, LONG, Duration.ZERO);
    for (int expected : List.of(4, 2, 1, 1)) {
      Call hanging = add(lane, 1).get(0);
      lane.over(hanging, FAILED, begun);
      assertThat(lane.room()).isEqualTo(expected);
    }
    assertThat(lane.isAsNew()).as("that is remembered").isFalse();
    add(lane, 1);
    assertThat(lane.add(call(), begun)).as("nobody waits for one that hangs").isFalse();
    for (int expected : List.of(2, 3, 4)) {
      lane.over(begun.get(begun.size() - 1), DELIVERED, begun);
      assertThat(lane.room()).isEqualTo(expected);
      add(lane, 1);
    }
  }

  @Test
  void aTargetOfWhichNothingIsKnownGetsFewCallsAndMoreWithEachQuickAnswer() {
    Lane lane = new Lane(2, 4, LONG, LONG);
    List<Call> calls = add(lane, 6);
    assertThat(begun).hasSize(2);
    lane.over(calls.get(0), DELIVERED, begun);
    assertThat(begun).as("three at a time now").hasSize(4);
    lane.over(calls.get(1), DELIVERED, begun);
    assertThat(begun).as("four").hasSize(6);
    calls.subList(2, 6).forEach(call -> lane.over(call, DELIVERED, begun));
    assertThat(lane.room()).as("and no more").isEqualTo(4);
    assertThat(lane.isAsNew()).isFalse();
  }

  @Test
  void quickRefusalsAreNoReasonForLess() {
    Lane lane = new Lane(4, 4, LONG, LONG);
    for (int i = 0; i < 10; i++) {
      lane.over(add(lane, 1).get(0), FAILED, begun);
    }
    assertThat(lane.room()).isEqualTo(4);
  }
}
