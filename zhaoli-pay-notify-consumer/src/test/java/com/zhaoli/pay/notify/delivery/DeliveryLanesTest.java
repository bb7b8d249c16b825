package com.zhaoli.pay.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.notify.settings.SettingsFixture;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.Told;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryLanesTest {
  private static final Delivery DELIVERED =
      new Delivery(Told.of(new DeliveryOutcome.Delivered(200)), Instant.EPOCH, Duration.ZERO);

  /** What fits into the queue of a kind's threads. */
  private static final int QUEUE = 10_000;

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private @Nullable DeliveryLanes started;

  @AfterEach
  void stop() throws InterruptedException {
    released.countDown();
    lanes().destroy();
  }

  private void start(int threads, int perMerchant, int perEndpoint) {
    started =
        new DeliveryLanes(
            SettingsFixture.of(
                Map.of(
                    "webhook-concurrency", String.valueOf(threads),
                    "merchant-concurrency", String.valueOf(perMerchant),
                    "endpoint-concurrency", String.valueOf(perEndpoint))),
            new SimpleMeterRegistry());
  }

  private DeliveryLanes lanes() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  private Call quick(String merchantNo, String target) {
    return lanes().call(TargetKind.WEBHOOK, merchantNo, target, () -> DELIVERED);
  }

  /** One that answers when all are released. */
  private Call slow(String merchantNo, String target) {
    return lanes()
        .call(
            TargetKind.WEBHOOK,
            merchantNo,
            target,
            () -> {
              begun.incrementAndGet();
              try {
                assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return DELIVERED;
            });
  }

  private static void assertAnswers(Call call) throws InterruptedException {
    assertThat(call.outcomeWithin(TimeUnit.SECONDS.toNanos(5))).isNotNull();
  }

  @Test
  void twoMerchantsWithManySlowEndpointsLeaveThreadsToTheOthers() throws InterruptedException {
    start(8, 2, 2);
    List<Call> calls = new ArrayList<>();
    for (String merchantNo : List.of("mch_1", "mch_2")) {
      for (int endpoint = 0; endpoint < 10; endpoint++) {
        calls.add(slow(merchantNo, merchantNo + "_" + endpoint));
        calls.add(slow(merchantNo, merchantNo + "_" + endpoint));
      }
    }
    await().until(() -> begun.get() >= 4);

    assertAnswers(quick("mch_healthy", "healthy"));
    assertThat(begun).as("two at a time of each of the two").hasValue(4);

    released.countDown();
    for (Call call : calls) {
      assertAnswers(call);
    }
  }

  @Test
  void aMerchantWithOneEndpointKeepsItsFullSpeed() throws InterruptedException {
    start(256, 32, 16);
    for (int i = 0; i < 12; i++) {
      assertAnswers(quick("mch_1", "one"));
    }
    for (int i = 0; i < 16; i++) {
      slow("mch_1", "one");
    }
    await().until(() -> begun.get() == 16);
  }

  @Test
  void aShareIsFreeAgainAfterACallThatWasTakenBackBeforeItHadAThread() throws InterruptedException {
    start(4, 1, 1);
    Call running = slow("mch_1", "one");
    await().until(() -> begun.get() == 1);
    Call waiting = quick("mch_1", "two");
    assertThat(waiting.takeBack()).isTrue();
    Call next = quick("mch_1", "three");
    assertThat(next.outcomeWithin(0)).as("it waits for its merchant's turn").isNull();

    released.countDown();
    assertAnswers(running);
    assertAnswers(next);
    assertAnswers(quick("mch_1", "two"));
  }

  @Test
  void aShareIsFreeAgainAfterACallThatEndedInAnError() throws InterruptedException {
    start(4, 1, 1);
    Call broken =
        lanes()
            .call(
                TargetKind.WEBHOOK,
                "mch_1",
                "one",
                () -> {
                  throw new AssertionError("an error of ours, on purpose");
                });
    assertThat(broken.isTakenBack()).isFalse();

    assertAnswers(quick("mch_1", "one"));
    assertAnswers(quick("mch_1", "two"));
  }

  /**
   * One that waited behind a call for which there was no thread must not hold its lane for ever.
   */
  @Test
  void aTargetIsCalledAgainAfterThereWasNoThreadForIt() throws InterruptedException {
    start(1, 1, 1);
    Call running = slow("mch_1", "one");
    await().until(() -> begun.get() == 1);
    Call refused = quick("mch_1", "one");
    Call behind = quick("mch_1", "one");
    Call otherTarget = quick("mch_1", "two");
    List<Call> others = new ArrayList<>();
    for (int i = 0; i < QUEUE; i++) {
      others.add(quick("mch_other_" + i, "other_" + i));
    }

    released.countDown();
    assertAnswers(running);
    for (Call other : others) {
      assertAnswers(other);
    }

    assertThat(refused.isTakenBack() || otherTarget.isTakenBack())
        .as("there was no thread for one of them")
        .isTrue();
    behind.takeBack();
    assertAnswers(quick("mch_1", "one"));
    assertAnswers(quick("mch_1", "two"));
  }
}
