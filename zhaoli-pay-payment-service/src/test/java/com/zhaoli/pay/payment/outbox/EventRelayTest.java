package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.zhaoli.pay.testing.Quickest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRelayTest {
  private final BatchSender sender = mock(BatchSender.class);
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final EventRelay relay = relay(Map.of("max-in-flight", "2"));

  @BeforeEach
  void everythingIsTaken() {
    sending(batch -> CompletableFuture.completedFuture(true));
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void anErrorOfABatchEndsNeitherTheRelayNorAPlaceInFlight() {
    sending(
        batch -> {
          if (batch.get(0).eventId().startsWith("evt_bad")) {
            throw new LinkageError("what a batch may end in");
          }
          return CompletableFuture.completedFuture(true);
        });
    relay.start();
    for (int i = 0; i < 3; i++) {
      String bad = "evt_bad" + i;
      relay.offer(member(bad));
      await().until(() -> sent.contains(bad));
    }
    relay.offer(member("evt_good"));
    await().until(() -> sent.contains("evt_good"));
  }

  @Test
  void whatIsBeingMergedWhenItStopsIsSent() {
    EventRelay lingering = relay(Map.of("max-batch-wait", "1s", "max-batch-members", "2"));
    for (int i = 0; i < 3; i++) {
      lingering.offer(member("evt_" + i));
    }
    lingering.start();
    // Two make a batch; the third now waits for others.
    await().until(() -> sent.size() >= 2);
    lingering.stop();
    assertThat(sent).containsExactly("evt_0", "evt_1", "evt_2");
    assertThat(lingering.isRunning()).isFalse();
  }

  @Test
  void aRelayThatStopsWaitsForNoMoreAndTakesNoMore() {
    Duration soon = Duration.ofSeconds(4);
    assertThat(Quickest.of(soon, this::stopsWithAllConfirmed))
        .as("it does not wait until its time is over")
        .isLessThan(soon);
  }

  private void stopsWithAllConfirmed() {
    sent.clear();
    EventRelay full = relay(Map.of("max-batch-wait", "1s", "max-batch-members", "1000"));
    CompletableFuture<Boolean> confirm = new CompletableFuture<>();
    sending(batch -> confirm);
    for (int i = 0; i < 2_500; i++) {
      full.offer(member("evt_" + i));
    }
    full.start();
    await().until(() -> sent.size() >= 2_000);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(full::stop);
    await().until(() -> sent.size() == 2_500);
    assertThat(stopped).as("it waits for confirms").isNotDone();
    full.offer(member("evt_late"));
    confirm.complete(true);
    stopped.join();
    assertThat(sent).hasSize(2_500).doesNotContain("evt_late");
  }

  @Test
  void whatCannotBeSentInTimeIsLeftToTheSweeper() {
    EventRelay stuck = relay(Map.of("max-in-flight", "1", "max-batch-members", "1"));
    sending(batch -> new CompletableFuture<>());
    stuck.start();
    stuck.offer(member("evt_1"));
    stuck.offer(member("evt_2"));
    await().until(() -> sent.size() == 1);
    long begin = System.nanoTime();
    stuck.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
    assertThat(sent).containsExactly("evt_1");
  }

  @Test
  void aRelayThatWasStoppedStartsAgain() {
    relay.start();
    relay.stop();
    relay.start();
    relay.offer(member("evt_1"));
    await().until(() -> sent.contains("evt_1"));
  }

  private void sending(Function<List<OutboxMember>, CompletableFuture<Boolean>> answer) {
    doAnswer(
            call -> {
              List<OutboxMember> batch = call.getArgument(0);
              batch.forEach(member -> sent.add(member.eventId()));
              return answer.apply(batch);
            })
        .when(sender)
        .send(any());
  }

  private EventRelay relay(Map<String, String> settings) {
    return new EventRelay(OutboxLimits.with(settings), sender, new SimpleMeterRegistry());
  }

  private static OutboxMember member(String eventId) {
    return new OutboxMember(eventId, new byte[] {1}, null);
  }
}
