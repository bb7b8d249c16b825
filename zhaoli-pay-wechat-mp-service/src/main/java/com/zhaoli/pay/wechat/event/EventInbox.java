package com.zhaoli.pay.wechat.event;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.event.internal.EventStore;
import com.zhaoli.pay.wechat.scene.QrScenes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores events before WeChat is answered and handles them after: at once where a thread is free,
 * else by the sweep, which also takes up what a dead instance left and repeats what failed. Every
 * try works under a lease, so instances do not handle one event at the same time; what is handled
 * twice after a crash is idempotent at its receiver.
 */
@Service
public class EventInbox implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(EventInbox.class);
  private static final int BATCH = 20;
  private static final int QUEUE = 1_000;

  /** Longer than one event takes at the client's time-outs. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final int MAX_DEADLOCKS = 5;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** A report for a message of somebody else's, or for one whose answer was lost. */
  private static final Duration GIVE_UP_REPORTS_AFTER = Duration.ofMinutes(10);

  private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  private final EventStore store;
  private final EventHandler handler;
  private final QrScenes scenes;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

  EventInbox(
      EventStore store,
      EventHandler handler,
      QrScenes scenes,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.handler = handler;
    this.scenes = scenes;
    this.transaction = transaction;
    this.clock = clock;
    int threads = Runtime.getRuntime().availableProcessors() * 2;
    executor.setCorePoolSize(threads);
    executor.setMaxPoolSize(threads);
    executor.setQueueCapacity(QUEUE);
    executor.setThreadNamePrefix("event-");
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
    executor.setWaitForTasksToCompleteOnShutdown(false);
    executor.setAwaitTerminationSeconds(15);
    executor.initialize();
  }

  /** Stored when this returns. False when the event was there before. */
  public boolean accept(WechatEvent event) {
    String eventNo = Ids.withPrefix("wev_");
    if (!store.insertIfNew(eventNo, event, clock.instant())) {
      return false;
    }
    try {
      executor.execute(() -> handleOrLeave(eventNo));
    } catch (TaskRejectedException e) {
      log.info("All event threads are busy; the sweep takes event {}", eventNo);
    }
    return true;
  }

  /** The last events of a follower of this account, the newest first. */
  public List<WechatEvent> newestOf(String appId, String openid, int limit) {
    return store.newestOf(appId, openid, limit);
  }

  private void handleOrLeave(String eventNo) {
    try {
      handleNow(eventNo);
    } catch (RuntimeException e) {
      log.warn("Event {} is left to the sweep: {}", eventNo, e.getClass().getSimpleName());
    }
  }

  private void handleNow(String eventNo) {
    Instant now = clock.instant();
    store.lease(eventNo, Ids.withPrefix("inb_"), now, now.plus(LEASE)).ifPresent(this::handle);
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.event-sweep-interval:1s}")
  void sweep() {
    for (String eventNo : store.due(clock.instant(), BATCH)) {
      handleNow(eventNo);
    }
  }

  private void handle(LeasedEvent leased) {
    HandlingOutcome outcome = handler.handle(leased.event());
    Instant now = clock.instant();
    if (outcome instanceof HandlingOutcome.Done) {
      settleDone(leased, now);
    } else if (outcome instanceof HandlingOutcome.Refused refused) {
      log.warn("Event {} {}: {}", leased.eventNo(), leased.event().kind(), refused.problem());
      store.settle(leased.eventNo(), leased.owner(), "REFUSED", refused.problem(), now);
    } else if (outcome instanceof HandlingOutcome.Later later) {
      repeatOrGiveUp(leased, later, now);
    }
  }

  /**
   * A scan is counted with its end, which comes once, however often it was handled. One that loses
   * a deadlock ends all the same: else it would be handled again when its lease is over.
   */
  private void settleDone(LeasedEvent leased, Instant now) {
    for (int deadlocks = 1; ; deadlocks++) {
      try {
        settleAndCount(leased, now);
        return;
      } catch (PessimisticLockingFailureException e) {
        if (deadlocks == MAX_DEADLOCKS) {
          throw e;
        }
      }
    }
  }

  private void settleAndCount(LeasedEvent leased, Instant now) {
    transaction.executeWithoutResult(
        status -> {
          WechatEvent event = leased.event();
          if (store.settle(leased.eventNo(), leased.owner(), "DONE", null, now)
              && event.kind() == EventKind.SCAN) {
            scenes.count(
                Objects.requireNonNull(event.subject()),
                WechatEvent.BEGAN_TO_FOLLOW.equals(event.outcome()),
                event.occurredAt());
          }
        });
  }

  private void repeatOrGiveUp(LeasedEvent leased, HandlingOutcome.Later later, Instant now) {
    if (now.isAfter(leased.createdAt().plus(giveUpAfter(leased.event().kind())))) {
      log.error("Event {} is given up: {}", leased.eventNo(), later.problem());
      store.settle(leased.eventNo(), leased.owner(), "GIVEN_UP", later.problem(), now);
    } else {
      log.info("Event {} waits: {}", leased.eventNo(), later.problem());
      store.postpone(
          leased.eventNo(),
          leased.owner(),
          now.plus(pauseAfter(leased.attempts())),
          later.problem());
    }
  }

  private static Duration giveUpAfter(EventKind kind) {
    return switch (kind) {
      case SCAN, FOLLOW, UNBINDING, MENU_CLICK, MENU_VIEW -> GIVE_UP_AFTER;
      case DELIVERY_REPORT -> GIVE_UP_REPORTS_AFTER;
    };
  }

  /** Half a second, doubled with each attempt, at most five minutes. */
  static Duration pauseAfter(int attempts) {
    Duration pause = Duration.ofMillis(500L << Math.min(attempts, 12));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
