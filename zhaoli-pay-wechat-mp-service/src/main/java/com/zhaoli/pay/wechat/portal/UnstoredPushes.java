package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.wechat.event.EventInbox;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import com.zhaoli.pay.wechat.reply.ReplyDesk;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Pushes that were refused because the database did not take them in time, kept in memory and
 * stored as soon as it does. WeChat repeats a push for some fifteen seconds only: a database that
 * hangs longer loses none, unless this process ends meanwhile. One that was repeated, or stored by
 * another instance, has no second effect. The oldest are kept when there are too many.
 */
@Component
class UnstoredPushes {
  private static final Logger log = LoggerFactory.getLogger(UnstoredPushes.class);
  private static final int MAX_KEPT = 2_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final EventInbox inbox;
  private final ReplyDesk desk;
  private final Clock clock;
  private final Map<String, Unstored> kept = new LinkedHashMap<>();

  private record Unstored(
      String key, Optional<WechatEvent> event, Optional<FollowerAct> act, Instant since) {}

  UnstoredPushes(EventInbox inbox, ReplyDesk desk, MeterRegistry meters, Clock clock) {
    this.inbox = inbox;
    this.desk = desk;
    this.clock = clock;
    meters.gauge("zhaoli.wechat.pushes.unstored", this, UnstoredPushes::count);
  }

  /** Keeps a push; one of this key that is kept already stands for both. */
  synchronized void keep(String key, Optional<WechatEvent> event, Optional<FollowerAct> act) {
    if (kept.size() >= MAX_KEPT) {
      log.error("Too many pushes wait for the database: one is left to WeChat's repetition");
      return;
    }
    kept.putIfAbsent(key, new Unstored(key, event, act, clock.instant()));
  }

  /** Stores what is kept, until the database fails. */
  @Scheduled(fixedDelayString = "${zhaoli.wechat.unstored-interval:1s}")
  void storeAgain() {
    for (Unstored push : snapshot()) {
      try {
        push.event().ifPresent(inbox::accept);
        push.act().ifPresent(desk::answerLater);
      } catch (DataIntegrityViolationException e) {
        log.error("A push is given up: the database cannot hold it", e);
      } catch (RuntimeException e) {
        if (clock.instant().isBefore(push.since().plus(KEPT))) {
          log.warn("{} pushes wait for the database: {}", count(), e.getClass().getSimpleName());
          return;
        }
        log.error("A push is given up: it could not be stored since {}", push.since(), e);
      }
      remove(push);
    }
  }

  private synchronized int count() {
    return kept.size();
  }

  private synchronized List<Unstored> snapshot() {
    return List.copyOf(kept.values());
  }

  private synchronized void remove(Unstored push) {
    kept.remove(push.key());
  }
}
