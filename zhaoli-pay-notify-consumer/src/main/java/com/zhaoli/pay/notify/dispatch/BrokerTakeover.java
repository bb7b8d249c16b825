package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.log.BrokerLeftovers;
import com.zhaoli.pay.notify.settings.DispatchMode;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * overlap that clocks may differ by.
 */
@Component
@DispatchMode.Async
class BrokerTakeover {
  private static final Logger log = LoggerFactory.getLogger(BrokerTakeover.class);
  private static final int AT_ONCE = 1_000;
  private static final int PORTIONS = 10;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Also for a row whose number is older than its transaction. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final String PREFIX = "ntf_";

  /** Behind all numbers. */
  private static final String END = PREFIX + "~";

  private final BrokerLeftovers leftovers;
  private final NotifyProperties properties;
  private final Clock clock;
  private @Nullable Look look;
  private @Nullable Long lastBegunNanos;

  BrokerTakeover(BrokerLeftovers leftovers, NotifyProperties properties, Clock clock) {
    this.leftovers = leftovers;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * A look under way.
   *
   * @param begunAt all made before is known when it is over
   * @param from where it ends
   * @param before where it is
   * @param found what it found so far
   */
  private record Look(Instant begunAt, String from, String before, int found) {}

  @Scheduled(fixedDelay = 1_000)
  void takeOver() {
    try {
      Look current = look == null ? begin() : look;
      look = current;
      for (int i = 0; i < PORTIONS && current != null; i++) {
        current = goOn(current);
        look = current;
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("What the broker had is not looked for: {}", e.getMessage());
    }
  }

  private @Nullable Look begin() {
    long nanos = System.nanoTime();
    if (lastBegunNanos != null && nanos - lastBegunNanos < INTERVAL.toNanos()) {
      return null;
    }
    Instant now = clock.instant();
    Instant lookedTo = leftovers.lookedTo();
    // What is older than the log keeps was left lying for another reason.
    Instant from = lookedTo == null ? now.minus(properties.logRetention()) : lookedTo;
    lastBegunNanos = nanos;
    return new Look(now, Ids.lowest(PREFIX, from.minus(OVERLAP)), END, 0);
  }

  private @Nullable Look goOn(Look current) {
    BrokerLeftovers.Portion portion =
        leftovers.takeOver(current.from(), current.before(), AT_ONCE, properties.lease());
    if (portion != null) {
      return new Look(
          current.begunAt(), current.from(), portion.from(), current.found() + portion.found());
    }
    leftovers.lookedUpTo(current.begunAt());
    if (current.found() > 0) {
      log.info("{} deliveries that were left to the broker are brought back", current.found());
    }
    return null;
  }
}
