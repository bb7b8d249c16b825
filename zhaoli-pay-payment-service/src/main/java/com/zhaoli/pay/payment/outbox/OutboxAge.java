package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Metric {@code zhaoli.outbox.unpublished.age}: seconds since the oldest unpublished event. */
@Component
class OutboxAge {
  private final OutboxStore store;
  private final AtomicLong ageSeconds = new AtomicLong();

  OutboxAge(OutboxStore store, MeterRegistry meters) {
    this.store = store;
    Gauge.builder("zhaoli.outbox.unpublished.age", ageSeconds::get)
        .baseUnit("seconds")
        .register(meters);
  }

  @Scheduled(fixedDelayString = "${zhaoli.outbox.age-interval:5s}")
  void measure() {
    ageSeconds.set(store.unpublishedAge().toSeconds());
  }
}
