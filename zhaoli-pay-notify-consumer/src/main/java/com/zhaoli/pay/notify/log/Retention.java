package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.log.internal.RetentionMapper;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what the delivery log has kept for long enough, a thousand rows at a time and for no
 * longer than twenty seconds, so that nobody waits for it. What is still to be delivered stays.
 */
@Component
class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 1_000;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  private final RetentionMapper mapper;
  private final NotifyProperties properties;
  private final Clock clock;

  Retention(RetentionMapper mapper, NotifyProperties properties, Clock clock) {
    this.mapper = mapper;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${zhaoli.notify.retention-interval:10m}",
      fixedDelayString = "${zhaoli.notify.retention-interval:10m}")
  void remove() {
    Instant before = clock.instant().minus(properties.logRetention());
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    try {
      int removed =
          all(deadline, () -> mapper.attempts(Ids.lowest("dat_", before), AT_ONCE))
              + all(deadline, () -> mapper.notifications(Ids.lowest("ntf_", before), AT_ONCE))
              + all(deadline, () -> mapper.events(Ids.lowest("evt_", before), AT_ONCE));
      if (removed > 0) {
        log.info("{} rows of the delivery log were removed, older than {}", removed, before);
      }
    } catch (DataAccessException e) {
      log.warn("The delivery log is not shortened: {}", e.getMessage());
    }
  }

  private static int all(long deadline, IntSupplier statement) {
    int all = 0;
    int some;
    do {
      some = statement.getAsInt();
      all += some;
    } while (some == AT_ONCE && System.nanoTime() < deadline);
    return all;
  }
}
