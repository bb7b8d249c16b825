package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.pos.trade.internal.TradeStore;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Owns every trade that is not final, whether or not its terminal asks. Trades are leased, so that
 * instances share them, and what a dying one held is due again when its lease is over. Each is
 * leased when a thread begins with it: what waits behind those that hang is free for another
 * instance.
 */
@Component
class TradeFollower {
  private static final Logger log = LoggerFactory.getLogger(TradeFollower.class);
  private static final int AT_ONCE = 8;
  private static final int CHUNK = 64;

  /** Longer than three calls of payment-service take, which is the most that a step makes. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final TradeStore store;
  private final TradeFollowing following;
  private final Clock clock;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  TradeFollower(TradeStore store, TradeFollowing following, Clock clock) {
    this.store = store;
    this.following = following;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.pos.follow-interval:500ms}")
  void follow() throws InterruptedException {
    List<TradeStore.Due> due = store.due(CHUNK, clock.instant());
    if (!due.isEmpty()) {
      threads.invokeAll(due.stream().map(this::step).toList());
    }
  }

  private Callable<Boolean> step(TradeStore.Due due) {
    return () -> {
      TradeBO trade = due.trade();
      try {
        return store.lease(due, clock.instant().plus(LEASE))
            && following.step(trade).status().isFinal();
      } catch (RuntimeException e) {
        // It is due again when the lease is over.
        log.warn("trade {} could not be followed", trade.tradeNo(), e);
        return false;
      }
    };
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
