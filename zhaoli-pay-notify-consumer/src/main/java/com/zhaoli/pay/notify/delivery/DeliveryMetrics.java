package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What is counted of deliveries. */
@Component
public class DeliveryMetrics {
  private final MeterRegistry meters;

  DeliveryMetrics(MeterRegistry meters) {
    this.meters = meters;
    for (TargetKind kind : TargetKind.values()) {
      // Registered at once, so that a dashboard shows zero and not nothing.
      duplicates(kind);
      retries(kind);
      keeps(kind);
    }
  }

  void batch(TargetKind kind, int members) {
    DistributionSummary.builder("zhaoli.notify.batch.members")
        .description("Events that were claimed at once")
        .tag("target", kind.name())
        .register(meters)
        .record(members);
  }

  void delivered(TargetKind kind, DeliveryOutcome outcome, Duration took) {
    Timer.builder("zhaoli.notify.deliveries")
        .description("Deliveries by result, with the time they took")
        .tag("target", kind.name())
        .tag("result", outcome.getClass().getSimpleName())
        .register(meters)
        .record(took);
  }

  /** From the change that an event tells of until its target had it. */
  void lag(TargetKind kind, Duration lag) {
    Timer.builder("zhaoli.notify.lag")
        .description("From the change that an event tells of until its target had it")
        .tag("target", kind.name())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(10))
        .register(meters)
        .record(lag.isNegative() ? Duration.ZERO : lag);
  }

  void duplicate(TargetKind kind) {
    duplicates(kind).increment();
  }

  void retry(TargetKind kind) {
    retries(kind).increment();
  }

  void kept(TargetKind kind) {
    keeps(kind).increment();
  }

  private Counter keeps(TargetKind kind) {
    return Counter.builder("zhaoli.notify.kept")
        .description(
            "Deliveries left to the database: their target is slow, paced, paused or puts them off")
        .tag("target", kind.name())
        .register(meters);
  }

  private Counter duplicates(TargetKind kind) {
    return Counter.builder("zhaoli.notify.duplicates")
        .description("Copies of events that were dropped, since they were settled or taken before")
        .tag("target", kind.name())
        .register(meters);
  }

  private Counter retries(TargetKind kind) {
    return Counter.builder("zhaoli.notify.retries")
        .description("Failed deliveries that will be tried again")
        .tag("target", kind.name())
        .register(meters);
  }
}
