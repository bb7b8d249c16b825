package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.notify.log.internal.RetentionMapper;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what the delivery log has kept for long enough, a thousand rows at a time, and dead
 * letters and replays that are over. What is still to be delivered or decided stays.
 */
@Component
class Retention implements Cleaning {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 1_000;

  /** What nobody has to do anything about any more. */
  private static final List<String> CLOSED = List.of("REPLAYED", "DELIVERED", "DISCARDED");

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
    try {
      clean();
    } catch (DataAccessException e) {
      log.warn("The delivery log is not shortened: {}", e.getMessage());
    }
  }

  @Override
  public String table() {
    return "notification";
  }

  /** Of all tables of the delivery log, and of what came of it. */
  @Override
  public int clean() {
    Instant before = clock.instant().minus(properties.logRetention());
    int removed =
        Cleaning.inPortions(AT_ONCE, () -> mapper.attempts(Ids.lowest("dat_", before), AT_ONCE))
            + Cleaning.inPortions(
                AT_ONCE, () -> mapper.notifications(Ids.lowest("ntf_", before), AT_ONCE))
            + Cleaning.inPortions(
                AT_ONCE, () -> mapper.events(Ids.lowest("evt_", before), AT_ONCE));
    if (removed > 0) {
      log.info("{} rows of the delivery log were removed, older than {}", removed, before);
    }
    return removed + cleanClosed();
  }

  private int cleanClosed() {
    Instant before = clock.instant().minus(properties.closedRetention());
    LocalDateTime utc = LocalDateTime.ofInstant(before, ZoneOffset.UTC);
    String letter = Ids.lowest("dlt_", before);
    String replay = Ids.lowest("rpl_", before);
    int removed = Cleaning.inPortions(AT_ONCE, () -> mapper.replays(replay, utc, AT_ONCE));
    for (String status : CLOSED) {
      removed +=
          Cleaning.inPortions(AT_ONCE, () -> mapper.deadLetters(status, letter, utc, AT_ONCE));
    }
    if (removed > 0) {
      log.info("{} dead letters and replays were removed, over since before {}", removed, before);
    }
    return removed;
  }
}
