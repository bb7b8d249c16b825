package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxSweeperTest {
  private static final int EVENTS = 1_000;
  private static final Instant UNTIL = Instant.EPOCH;

  private final OutboxStore store = mock(OutboxStore.class);
  private final BatchSender sender = mock(BatchSender.class);
  private final List<OutboxMember> unpublished = new ArrayList<>();
  private final List<Integer> sizesSent = new ArrayList<>();
  private Predicate<List<OutboxMember>> isTaken = batch -> true;
  private final OutboxSweeper sweeper =
      new OutboxSweeper(store, sender, OutboxLimits.with(Map.of()));

  @BeforeEach
  void anOutboxOfMany() {
    IntStream.range(0, EVENTS)
        .mapToObj(i -> new OutboxMember("evt_" + i, new byte[] {1}, null))
        .forEach(unpublished::add);
    when(store.takeDue(anyInt(), any()))
        .thenAnswer(call -> new Taken(List.copyOf(unpublished), UNTIL));
    when(sender.send(any()))
        .thenAnswer(
            call -> {
              List<OutboxMember> batch = call.getArgument(0);
              sizesSent.add(batch.size());
              boolean taken = isTaken.test(batch);
              if (taken) {
                unpublished.removeAll(batch);
              }
              return CompletableFuture.completedFuture(taken);
            });
  }

  @Test
  void whatIsLeftIsSentInBatches() {
    sweeper.sweep();
    assertThat(unpublished).isEmpty();
    assertThat(sizesSent).hasSize(10).containsOnly(100);
  }

  @Test
  void aBadEventAtTheHeadKeepsNobodyButItself() {
    refuse(Set.of("evt_0"));
    sweepUntilLeft(1);
    assertThat(unpublished).extracting(OutboxMember::eventId).containsExactly("evt_0");
  }

  @Test
  void badEventsInEachBatchKeepNobodyButThemselves() {
    Set<String> bad = new HashSet<>();
    for (int i = 0; i < EVENTS; i += 50) {
      bad.add("evt_" + i);
    }
    refuse(bad);
    sweepUntilLeft(bad.size());
    assertThat(unpublished)
        .extracting(OutboxMember::eventId)
        .containsExactlyInAnyOrderElementsOf(bad);
  }

  @Test
  void whileTheBrokerIsAwayASweepTriesOnceAndGivesEverythingBack() {
    isTaken = batch -> false;
    for (int i = 1; i <= 20; i++) {
      sweeper.sweep();
      assertThat(sizesSent).hasSize(i);
    }
    verify(store, atLeastOnce())
        .giveBack(new Taken(List.copyOf(unpublished), UNTIL), Duration.ofSeconds(2));
    isTaken = batch -> true;
    sweeper.sweep();
    assertThat(unpublished).isEmpty();
  }

  @Test
  void aBrokerThatGoesAwayDuringASweepIsNotAskedForEachEvent() {
    isTaken = batch -> sizesSent.size() == 1;
    sweeper.sweep();
    assertThat(sizesSent)
        .as("all batches, three single events, and one more look at what is left")
        .hasSize(10 + 3 + 1);
  }

  private void refuse(Set<String> bad) {
    isTaken = batch -> batch.stream().noneMatch(member -> bad.contains(member.eventId()));
  }

  private void sweepUntilLeft(int left) {
    for (int i = 0; i < 2_000 && unpublished.size() > left; i++) {
      sweeper.sweep();
    }
  }
}
