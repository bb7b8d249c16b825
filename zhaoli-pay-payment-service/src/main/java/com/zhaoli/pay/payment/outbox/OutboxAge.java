package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.time.LastKnownAge;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Metric {@code zhaoli.outbox.unpublished.age}: seconds since the oldest unpublished event. It
 * grows while the database cannot be asked.
 */
@Component
class OutboxAge {
  private static final Logger log = LoggerFactory.getLogger(OutboxAge.class);

  private final OutboxStore store;
  private final LastKnownAge age;

  @Autowired
  OutboxAge(OutboxStore store, MeterRegistry meters) {
    this(store, System::nanoTime, meters);
  }

  OutboxAge(OutboxStore store, LongSupplier nanoTime, MeterRegistry meters) {
    this.store = store;
    this.age = new LastKnownAge(nanoTime);
    Gauge.builder("zhaoli.outbox.unpublished.age", age::seconds)
        .description("Seconds since the oldest event that is not published")
        .baseUnit("seconds")
        .register(meters);
  }

  @Scheduled(fixedDelayString = "${zhaoli.outbox.age-interval:5s}")
  void measure() {
    try {
      age.is(store.unpublishedAge());
    } catch (DataAccessException e) {
      log.warn("It is not known how old the oldest unpublished event is: {}", e.getMessage());
    }
  }
}
