package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.reconcile.internal.DifferenceStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Metric {@code zhaoli.reconcile.differences}: how many are open, by kind. */
@Component
class DifferenceGauge {
  private final DifferenceStore store;
  private final Map<DifferenceKind, AtomicLong> open = new EnumMap<>(DifferenceKind.class);

  DifferenceGauge(DifferenceStore store, MeterRegistry meters) {
    this.store = store;
    for (DifferenceKind kind : DifferenceKind.values()) {
      AtomicLong number = new AtomicLong();
      open.put(kind, number);
      Gauge.builder("zhaoli.reconcile.differences", number::get)
          .tag("kind", kind.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.reconcile.gauge-interval:30s}")
  void measure() {
    store
        .countOpen()
        .forEach(
            (kind, number) -> {
              AtomicLong gauge = open.get(kind);
              if (gauge != null) {
                gauge.set(number);
              }
            });
  }
}
