package com.zhaoli.pay.notify.replay;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.Redelivery;
import com.zhaoli.pay.notify.replay.internal.ReplayStore;
import com.zhaoli.pay.notify.replay.internal.ReplayStore.Candidate;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries replays out, a stretch of the log at a time. A stretch and the position after it are one
 * transaction: one that dies in the middle begins the stretch anew, and nothing of it was ordered.
 */
@Component
class ReplayWorker {
  private static final Logger log = LoggerFactory.getLogger(ReplayWorker.class);

  /** Rows of the merchant's log that one stretch looks at: few, since it locks what it orders. */
  private static final int STRETCH = 50;

  private static final int STRETCHES_AT_ONCE = 20;

  /** Replays that one look finds waiting for their endpoints, at most. */
  private static final int REPLAYS_AT_ONCE = 20;

  /** When to look again at one that waits for its endpoint. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration LEASE = Duration.ofSeconds(30);

  /** A replay goes on when fewer deliveries than this wait for its endpoint. */
  private static final int MOST_WAITING = 2_000;

  /** The same for an endpoint that wants few calls a second: so many seconds of them. */
  private static final int SECONDS_WAITING = 10;

  private final ReplayStore store;
  private final Redelivery redelivery;
  private final WebhookEndpoints endpoints;
  private final NotificationLog notifications;
  private final NotifyProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ReplayWorker(
      ReplayStore store,
      Redelivery redelivery,
      WebhookEndpoints endpoints,
      NotificationLog notifications,
      NotifyProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.redelivery = redelivery;
    this.endpoints = endpoints;
    this.notifications = notifications;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.replay-interval:1s}")
  void work() {
    try {
      for (int i = 0; i < REPLAYS_AT_ONCE; i++) {
        Instant now = clock.instant();
        Optional<ReplayBO> leased = store.leaseDue(now, now.plus(LEASE));
        if (leased.isEmpty() || goesOn(leased.get())) {
          return;
        }
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("Replays do not go on: {}", e.getMessage());
    }
  }

  /** Whether it went on; false when its endpoint has enough to do: it is another's turn. */
  private boolean goesOn(ReplayBO replay) {
    int most = mostWaiting(replay);
    Optional<ReplayBO> rest = Optional.of(replay);
    int stretches = 0;
    while (rest.isPresent()
        && stretches < STRETCHES_AT_ONCE
        && !notifications.isBehind(
            TargetKind.WEBHOOK, replay.endpointNo(), properties.lease(), most)) {
      rest = stretch(rest.get(), Math.min(STRETCH, most));
      stretches++;
    }
    Duration pause = stretches == 0 ? PAUSE : Duration.ZERO;
    rest.ifPresent(one -> store.dueAt(one, clock.instant().plus(pause)));
    return stretches > 0;
  }

  /** What happens now shall not wait behind all of what happened once. */
  private int mostWaiting(ReplayBO replay) {
    int perSecond =
        endpoints.ofMerchant(replay.merchantNo()).stream()
            .filter(one -> one.endpointNo().equals(replay.endpointNo()))
            .map(WebhookEndpointBO::maxPerSecond)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(MOST_WAITING);
    return Math.min(MOST_WAITING, perSecond * SECONDS_WAITING);
  }

  /** The replay after this stretch; empty when it is over, or somebody else has it. */
  private Optional<ReplayBO> stretch(ReplayBO replay, int looked) {
    String end = Ids.lowest("ntf_", replay.until());
    List<Candidate> rows = store.rowsAfter(replay.merchantNo(), replay.position(), end, looked);
    boolean isLast = rows.size() < looked;
    String position = isLast ? end : rows.get(rows.size() - 1).notificationNo();
    Boolean mine =
        transaction.execute(
            status -> {
              int found = 0;
              for (Candidate row : rows) {
                if (row.isOf(replay) && isReplayed(replay, row)) {
                  found++;
                }
              }
              boolean isMine =
                  store.advance(replay, position, found, isLast, clock.instant().plus(LEASE));
              if (!isMine) {
                status.setRollbackOnly();
              } else if (found > 0) {
                // At the end: whoever else orders or settles something there waits for this.
                notifications.dueIn(TargetKind.WEBHOOK, Set.of(replay.endpointNo()), Duration.ZERO);
              }
              return isMine;
            });
    if (!Boolean.TRUE.equals(mine)) {
      return Optional.empty();
    }
    if (isLast) {
      log.info("Replay {} of endpoint {} is done", replay.replayNo(), replay.endpointNo());
      return Optional.empty();
    }
    return store.one(replay.merchantNo(), replay.replayNo());
  }

  private boolean isReplayed(ReplayBO replay, Candidate row) {
    try {
      return redelivery.redeliverIf(
          last -> row.isWanted(replay, last), replay.merchantNo(), row.notificationNo());
    } catch (ApiException e) {
      // Its event is not kept any more, or was delivered too often; the rest goes on.
      log.warn("{} cannot be replayed: {}", row.notificationNo(), e.getMessage());
      return false;
    }
  }
}
