package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class OutboxAgeTest {
  private final OutboxStore store = mock(OutboxStore.class);
  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OutboxAge age = new OutboxAge(store, nanos::get, meters);

  @Test
  void whoCannotAskTheDatabaseDoesNotSayThatEverythingIsPublished() {
    doReturn(Duration.ofMillis(1_500)).when(store).unpublishedAge();
    age.measure();
    assertThat(told()).isEqualTo(1.5);

    doThrow(new QueryTimeoutException("away")).when(store).unpublishedAge();
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    age.measure();
    assertThat(told()).as("what was seen lately").isEqualTo(1.5);
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(told()).isEqualTo(61.5);

    doReturn(Duration.ZERO).when(store).unpublishedAge();
    age.measure();
    assertThat(told()).isZero();
  }

  private double told() {
    return meters.get("zhaoli.outbox.unpublished.age").gauge().value();
  }
}
