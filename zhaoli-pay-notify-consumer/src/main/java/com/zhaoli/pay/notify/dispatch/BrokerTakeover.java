package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.log.BrokerLeftovers;
import com.zhaoli.pay.notify.settings.DispatchMode;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Dispatch mode async, after mode rabbit: nobody consumes the queues any more, so that deliveries
 * which a message there would bring back are made due in the database. At the start, and each
 * minute again while instances in mode rabbit may still add some.
 *
 * <p>The newest come first, since what was on the broker is young. A look has bounds: ten thousand
 * rows a second, by the primary key, and after the first look only those made since, but for an
 * overlap. While a look takes longer than that minute, others go through the newest meanwhile.
 *
 * <p>Numbers are as old as the clock says of who gave them. So some looks go far back: what an
 * instance adds whose clock is a quarter of an hour behind is found as well, only later.
 */
@Component
@DispatchMode.Async
class BrokerTakeover {
  private static final Logger log = LoggerFactory.getLogger(BrokerTakeover.class);
  private static final int AT_ONCE = 1_000;
  private static final int PORTIONS = 10;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** For a row whose number is older than its transaction. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final Duration FAR_INTERVAL = Duration.ofMinutes(10);

  /** That interval, a quarter of an hour between two clocks, and the time that looks take. */
  private static final Duration FAR_OVERLAP = Duration.ofMinutes(30);

  /** What is looked through beside a long look: more than was added since the last time. */
  private static final Duration NEWEST = Duration.ofMinutes(5);

  private static final String PREFIX = "ntf_";

  /** Behind all numbers. */
  private static final String END = PREFIX + "~";

  private final BrokerLeftovers leftovers;
  private final NotifyProperties properties;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private @Nullable Look whole;
  private @Nullable Look newest;
  private @Nullable Long begunNanos;
  private @Nullable Long farBegunNanos;

  @Autowired
  BrokerTakeover(BrokerLeftovers leftovers, NotifyProperties properties, Clock clock) {
    this(leftovers, properties, clock, System::nanoTime);
  }

  BrokerTakeover(
      BrokerLeftovers leftovers, NotifyProperties properties, Clock clock, LongSupplier nanoTime) {
    this.leftovers = leftovers;
    this.properties = properties;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * A look under way.
   *
   * @param lookedTo all made before is known when it is over; null for one at the newest alone
   * @param from where it ends
   * @param before where it is
   * @param found what it found so far
   */
  private record Look(@Nullable Instant lookedTo, String from, String before, int found) {}

  @Scheduled(fixedDelay = 1_000)
  void takeOver() {
    try {
      begin();
      for (int i = 0; i < PORTIONS; i++) {
        Look first = newest;
        Look second = whole;
        // In turns, so that neither waits for the other.
        if (first != null && (second == null || i % 2 == 0)) {
          newest = goOn(first);
        } else if (second != null) {
          whole = goOn(second);
        }
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("What the broker had is not looked for: {}", e.getMessage());
    }
  }

  private void begin() {
    long nanos = nanoTime.getAsLong();
    if (!isOver(begunNanos, INTERVAL, nanos)) {
      return;
    }
    Instant now = clock.instant();
    if (whole == null) {
      Instant lookedTo = leftovers.lookedTo();
      // What is older than the log keeps was left lying for another reason.
      Instant from = lookedTo == null ? now.minus(properties.logRetention()) : lookedTo;
      boolean far = isOver(farBegunNanos, FAR_INTERVAL, nanos);
      whole = look(now, from.minus(far ? FAR_OVERLAP : OVERLAP));
      farBegunNanos = far ? Long.valueOf(nanos) : farBegunNanos;
    } else if (newest == null) {
      newest = look(null, now.minus(NEWEST));
    } else {
      return;
    }
    begunNanos = nanos;
  }

  private static boolean isOver(@Nullable Long since, Duration interval, long nanos) {
    return since == null || nanos - since >= interval.toNanos();
  }

  private static Look look(@Nullable Instant lookedTo, Instant from) {
    return new Look(lookedTo, Ids.lowest(PREFIX, from), END, 0);
  }

  private @Nullable Look goOn(Look current) {
    BrokerLeftovers.Portion portion =
        leftovers.takeOver(current.from(), current.before(), AT_ONCE, properties.lease());
    if (portion != null) {
      return new Look(
          current.lookedTo(), current.from(), portion.from(), current.found() + portion.found());
    }
    if (current.lookedTo() != null) {
      leftovers.lookedUpTo(current.lookedTo());
    }
    if (current.found() > 0) {
      log.info("{} deliveries that were left to the broker are brought back", current.found());
    }
    return null;
  }
}
