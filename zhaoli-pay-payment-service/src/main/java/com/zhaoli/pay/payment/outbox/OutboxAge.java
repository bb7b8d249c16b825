package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Metric {@code zhaoli.outbox.unpublished.age}: seconds since the oldest unpublished event. */
@Component
class OutboxAge {
  private final OutboxStore store;
  private final Clock clock;
  private final AtomicLong ageSeconds = new AtomicLong();

  OutboxAge(OutboxStore store, Clock clock, MeterRegistry meters) {
    this.store = store;
    this.clock = clock;
    Gauge.builder("zhaoli.outbox.unpublished.age", ageSeconds::get)
        .baseUnit("seconds")
        .register(meters);
  }

  @Scheduled(fixedDelayString = "${zhaoli.outbox.age-interval:5s}")
  void measure() {
    Instant now = clock.instant();
    Instant oldest = store.oldestUnpublished().orElse(now);
    ageSeconds.set(Math.max(0, Duration.between(oldest, now).toSeconds()));
  }
}
