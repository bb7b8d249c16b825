package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.notify.endpoint.internal.LookedAt;
import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointStore;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Releases what was kept for an endpoint, once that is resumed: so many at a time, so that no
 * statement is long. It looks again for some minutes, since a batch that was begun before the
 * resumption may still put something aside. What was put aside later than that, by a consumer that
 * had lost the database for longer, is found by going through all endpoints now and then.
 *
 * <p>What was kept for an endpoint that is deleted is released as well: it is tried, finds nobody
 * to tell, and ends as all that was on its way there does.
 */
@Component
class HeldEvents {
  private static final Logger log = LoggerFactory.getLogger(HeldEvents.class);
  private static final int AT_ONCE = 1_000;
  private static final int ENDPOINTS_AT_ONCE = 10;
  private static final int LOOKED_AT_AT_ONCE = 1_000;
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** Longer than any batch takes from its look-up of an endpoint to its settlement. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(3);

  private final WebhookEndpointStore store;
  private final NotificationLog notifications;
  private final Clock clock;

  HeldEvents(WebhookEndpointStore store, NotificationLog notifications, Clock clock) {
    this.store = store;
    this.notifications = notifications;
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
    } catch (DataAccessException e) {
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
    } catch (DataAccessException e) {
      log.warn("What is kept for endpoints that are active is not looked for: {}", e.getMessage());
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.lane-repair-interval:5m}")
  void releaseDeleted() {
    try {
      String after = "";
      List<LookedAt> targets;
      do {
        targets = store.targetsAfter(after, LOOKED_AT_AT_ONCE);
        for (LookedAt target : targets) {
          if (target.hasHeld()) {
            release(target.endpointNo());
          }
          after = target.endpointNo();
        }
      } while (targets.size() == LOOKED_AT_AT_ONCE);
    } catch (DataAccessException e) {
      log.warn("What is kept for deleted endpoints is not looked for: {}", e.getMessage());
    }
  }

  private void release(String endpointNo) {
    int released;
    do {
      released = notifications.release(TargetKind.WEBHOOK, endpointNo, AT_ONCE);
    } while (released == AT_ONCE);
  }
}
