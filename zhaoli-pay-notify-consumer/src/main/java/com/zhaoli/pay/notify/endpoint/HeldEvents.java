package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.endpoint.internal.LaneTarget;
import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointStore;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Releases what was kept for an endpoint, once that is resumed: so many at a time, so that no
 * statement is long. It looks again for some minutes, since a batch that was begun before the
 * resumption may still put something aside. What was put aside later than that, by a consumer that
 * had lost the database for longer, is found by going through all endpoints now and then.
 *
 * <p>What waits for an endpoint that is deleted ends where it is, and its dead letters are closed:
 * nobody is told.
 */
@Component
class HeldEvents {
  private static final Logger log = LoggerFactory.getLogger(HeldEvents.class);
  private static final int AT_ONCE = 1_000;
  private static final int ENDPOINTS_AT_ONCE = 10;
  private static final int LOOKED_AT_AT_ONCE = 1_000;
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** Longer than any batch takes from its look-up of an endpoint to its settlement. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(3);

  /** A look at the deleted ones goes on for so long, and is continued by the next. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final WebhookEndpointStore store;
  private final NotificationLog notifications;
  private final DeadLetters deadLetters;
  private final Clock clock;

  /** Where the next look begins: behind what is not over yet, so that it keeps no other waiting. */
  private String lookedTo = "";

  HeldEvents(
      WebhookEndpointStore store,
      NotificationLog notifications,
      DeadLetters deadLetters,
      Clock clock) {
    this.store = store;
    this.notifications = notifications;
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.release-interval:1s}")
  void release() {
    try {
      Instant now = clock.instant();
      for (String endpointNo : store.leaseReleases(ENDPOINTS_AT_ONCE, now, now.plus(LEASE))) {
        release(endpointNo);
        store.released(endpointNo, now.minus(LOOK_AGAIN));
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("What was kept for paused endpoints is not released: {}", e.getMessage());
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.lane-repair-interval:5m}")
  void releaseStranded() {
    try {
      String after = "";
      do {
        after = store.releaseStranded(after, LOOKED_AT_AT_ONCE, clock.instant());
      } while (!after.isEmpty());
    } catch (DataAccessException | TransactionException e) {
      log.warn("What is kept for endpoints that are active is not looked for: {}", e.getMessage());
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.lane-repair-interval:5m}")
  void endDeleted() {
    try {
      long until = System.nanoTime() + LOOK.toNanos();
      boolean isMore;
      do {
        isMore = endSomeDeleted(until);
      } while (isMore && System.nanoTime() - until < 0);
    } catch (DataAccessException | TransactionException e) {
      log.warn("What waits for deleted endpoints is not ended: {}", e.getMessage());
    }
  }

  /** Whether there are more targets to look at. */
  private boolean endSomeDeleted(long until) {
    List<LaneTarget> targets = store.targetsAfter(lookedTo, LOOKED_AT_AT_ONCE);
    List<String> over = new ArrayList<>();
    boolean isTime = true;
    for (LaneTarget target : targets) {
      if (target.isGone()) {
        isTime =
            isEnded(target.target(), until) && deadLetters.endpointDeleted(target.target(), until);
        if (isTime) {
          over.add(target.target());
        }
      }
      lookedTo = target.target();
      if (!isTime) {
        break;
      }
    }
    notifications.forget(TargetKind.WEBHOOK, over);
    if (isTime && targets.size() < LOOKED_AT_AT_ONCE) {
      lookedTo = "";
    }
    return !lookedTo.isEmpty();
  }

  /** False when the time was up before all had ended that waits there. */
  private boolean isEnded(String endpointNo, long until) {
    int ended;
    do {
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      ended =
          notifications.skipWaiting(TargetKind.WEBHOOK, endpointNo, WebhookEndpoints.GONE, AT_ONCE);
    } while (ended == AT_ONCE);
    return true;
  }

  private void release(String endpointNo) {
    int released;
    do {
      released = notifications.release(TargetKind.WEBHOOK, endpointNo, AT_ONCE);
    } while (released == AT_ONCE);
  }
}
