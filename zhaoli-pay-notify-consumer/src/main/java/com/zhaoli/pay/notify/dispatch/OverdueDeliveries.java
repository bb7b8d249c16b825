package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.time.LastKnownAge;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Metric {@code zhaoli.notify.overdue}: seconds since the first delivery was due that no instance's
 * poller has looked for, by kind of target; 0 while they keep up. A poller that stands still looks
 * like a quiet night otherwise.
 */
@Component
class OverdueDeliveries {
  private static final Logger log = LoggerFactory.getLogger(OverdueDeliveries.class);

  private final Function<TargetKind, Duration> overdue;
  private final Map<TargetKind, LastKnownAge> seen = new EnumMap<>(TargetKind.class);

  @Autowired
  OverdueDeliveries(NotificationLog notifications, MeterRegistry meters) {
    this(notifications::overdue, System::nanoTime, meters);
  }

  OverdueDeliveries(
      Function<TargetKind, Duration> overdue, LongSupplier nanoTime, MeterRegistry meters) {
    this.overdue = overdue;
    for (TargetKind kind : TargetKind.values()) {
      LastKnownAge last = new LastKnownAge(nanoTime);
      seen.put(kind, last);
      Gauge.builder("zhaoli.notify.overdue", last::seconds)
          .description("Seconds since the first delivery was due that nobody has looked for")
          .tag("target", kind.name())
          .baseUnit("seconds")
          .register(meters);
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.overdue-interval:5s}")
  void measure() {
    try {
      seen.forEach((kind, last) -> last.is(overdue.apply(kind)));
    } catch (DataAccessException e) {
      log.warn("It is not known what is overdue: {}", e.getMessage());
    }
  }
}
