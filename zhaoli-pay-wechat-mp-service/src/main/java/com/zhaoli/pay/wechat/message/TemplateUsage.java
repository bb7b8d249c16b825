package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.account.WechatDay;
import com.zhaoli.pay.wechat.message.internal.TemplateUsageStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * How much of each account's daily quota is used and what went wrong, counted here and added up in
 * the database each second: a killed instance forgets the last one. WeChat alone knows the truth,
 * so nothing is held back by these counts; what stops an account is WeChat's errcode 45009, until
 * WeChat counts anew and on all instances.
 */
@Service
public class TemplateUsage implements DisposableBean {
  static final int WARN_FROM_PERCENT = 80;
  private static final Logger log = LoggerFactory.getLogger(TemplateUsage.class);
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final long STOP_KNOWN_MILLIS = 1_000;

  private final TemplateUsageStore store;
  private final MeterRegistry meters;
  private final Clock clock;
  private final int quota;
  private final ConcurrentMap<Key, Counts> counts = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, KnownStop> stops = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Watched> watched = new ConcurrentHashMap<>();

  TemplateUsage(
      TemplateUsageStore store, MeterRegistry meters, TemplateProperties properties, Clock clock) {
    this.store = store;
    this.meters = meters;
    this.quota = properties.dailyQuota();
    this.clock = clock;
  }

  private record Key(String appId, MessageScene scene, String templateId) {}

  private record Counts(
      LongAdder accepted,
      LongAdder refused,
      LongAdder misconfigured,
      LongAdder notSent,
      LongAdder unknown) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    LongAdder of(SendOutcome outcome) {
      if (outcome instanceof SendOutcome.Accepted) {
        return accepted;
      }
      if (outcome instanceof SendOutcome.Refused) {
        return refused;
      }
      if (outcome instanceof SendOutcome.Misconfigured) {
        return misconfigured;
      }
      return outcome instanceof SendOutcome.NotSent ? notSent : unknown;
    }
  }

  /** What the database said of an account's stop, and when. */
  private record KnownStop(@Nullable Instant until, Instant readAt) {}

  /** What the metrics and the log say of an account. */
  private record Watched(AtomicLong accepted, AtomicBoolean warned) {}

  /** Counts what a call came to. */
  void count(String appId, MessageScene scene, String templateId, SendOutcome outcome) {
    counts
        .computeIfAbsent(new Key(appId, scene, templateId), key -> new Counts())
        .of(outcome)
        .increment();
    meters
        .counter(
            "zhaoli.wechat.template.messages",
            "scene",
            scene.name(),
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
    Integer errcode = errcodeOf(outcome);
    if (errcode != null) {
      meters
          .counter(
              "zhaoli.wechat.template.errcodes", "account", appId, "errcode", errcode.toString())
          .increment();
    }
  }

  private static @Nullable Integer errcodeOf(SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Refused refused) {
      return refused.errcode();
    }
    if (outcome instanceof SendOutcome.Misconfigured misconfigured) {
      return misconfigured.errcode();
    }
    return outcome instanceof SendOutcome.NotSent notSent ? notSent.errcode() : null;
  }

  /** When WeChat takes messages of the account again; null when it does now. */
  @Nullable Instant stoppedUntil(String appId) {
    Instant now = clock.instant();
    KnownStop known = stops.get(appId);
    if (known == null || known.readAt().plusMillis(STOP_KNOWN_MILLIS).isBefore(now)) {
      known = new KnownStop(store.stoppedUntil(appId), now);
      stops.put(appId, known);
    }
    Instant until = known.until();
    return until != null && now.isBefore(until) ? until : null;
  }

  /** WeChat takes nothing of the account any more today; answers until when. */
  Instant stop(String appId) {
    Instant now = clock.instant();
    Instant until = WechatDay.next(now);
    store.stop(appId, until);
    stops.put(appId, new KnownStop(until, now));
    log.error("The day's messages of account {} are used up; it goes on at {}", appId, until);
    return until;
  }

  /** What became of a day's calls, as far as instances have told. */
  public TemplateUsageBO of(String appId, @Nullable LocalDate day) {
    LocalDate asked = day == null ? today() : day;
    List<TemplateUsageBO.Template> templates = store.templates(appId, asked);
    long accepted = templates.stream().mapToLong(TemplateUsageBO.Template::accepted).sum();
    return new TemplateUsageBO(appId, asked, quota, accepted, stoppedUntil(appId), templates);
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.template.usage-interval:1s}")
  void tell() {
    LocalDate today = today();
    Set<String> touched = new HashSet<>(watched.keySet());
    for (Map.Entry<Key, Counts> one : new ArrayList<>(counts.entrySet())) {
      touched.add(one.getKey().appId());
      flush(one.getKey(), one.getValue(), today);
    }
    touched.forEach(appId -> watch(appId, today));
  }

  private void flush(Key key, Counts counted, LocalDate today) {
    TemplateUsageBO.Template some =
        new TemplateUsageBO.Template(
            key.scene(),
            key.templateId(),
            counted.accepted().sumThenReset(),
            counted.refused().sumThenReset(),
            counted.misconfigured().sumThenReset(),
            counted.notSent().sumThenReset(),
            counted.unknown().sumThenReset());
    if (some.accepted() + some.refused() + some.misconfigured() + some.notSent() + some.unknown()
        == 0) {
      return;
    }
    try {
      store.add(key.appId(), today, some);
    } catch (DataAccessException e) {
      log.warn("The usage of account {} waits for the database: {}", key.appId(), e.getMessage());
      counted.accepted().add(some.accepted());
      counted.refused().add(some.refused());
      counted.misconfigured().add(some.misconfigured());
      counted.notSent().add(some.notSent());
      counted.unknown().add(some.unknown());
    }
  }

  private void watch(String appId, LocalDate today) {
    Watched account = watched.computeIfAbsent(appId, this::gauge);
    long accepted;
    try {
      accepted = store.accepted(appId, today);
    } catch (DataAccessException e) {
      log.warn("The usage of account {} cannot be read: {}", appId, e.getMessage());
      return;
    }
    account.accepted().set(accepted);
    boolean warning = accepted * 100 >= (long) quota * WARN_FROM_PERCENT;
    if (!warning) {
      account.warned().set(false);
    } else if (account.warned().compareAndSet(false, true)) {
      log.warn(
          "Account {} has sent {} of the {} messages that WeChat takes in a day",
          appId,
          accepted,
          quota);
    }
  }

  private Watched gauge(String appId) {
    Watched account = new Watched(new AtomicLong(), new AtomicBoolean());
    Gauge.builder("zhaoli.wechat.template.day.accepted", account.accepted()::get)
        .description("messages that WeChat took today, of zhaoli.wechat.template.day.quota")
        .tag("account", appId)
        .register(meters);
    Gauge.builder("zhaoli.wechat.template.day.quota", () -> quota)
        .tag("account", appId)
        .register(meters);
    return account;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), BEIJING);
  }

  @Override
  public void destroy() {
    tell();
  }
}
