package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
