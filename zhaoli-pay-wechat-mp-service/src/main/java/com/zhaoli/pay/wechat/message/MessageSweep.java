package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore;
import com.zhaoli.pay.wechat.message.internal.TemplateUsageStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes on with messages that are due: what a batch left, what a dead instance had, what was not
 * sent, and what was perhaps sent and is still guarded. Removes old ones.
 */
@Component
class MessageSweep {
  private static final int BATCH = 200;

  /** What one run may send; the next goes on. */
  private static final int BATCHES = 50;

  private static final Duration BATCH_LIMIT = Duration.ofSeconds(60);
  private static final int REMOVED_AT_ONCE = 500;
  private static final int REMOVALS = 40;
  private static final Duration USAGE_KEPT = Duration.ofDays(400);

  private final TemplateMessageStore store;
  private final TemplateUsageStore usage;
  private final MessageAttempts attempts;
  private final MessageWorkers workers;
  private final OfficialAccounts accounts;
  private final TemplateProperties properties;
  private final Clock clock;

  MessageSweep(
      TemplateMessageStore store,
      TemplateUsageStore usage,
      MessageAttempts attempts,
      MessageWorkers workers,
      OfficialAccounts accounts,
      TemplateProperties properties,
      Clock clock) {
    this.store = store;
    this.usage = usage;
    this.attempts = attempts;
    this.workers = workers;
    this.accounts = accounts;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.template.sweep-interval:1s}")
  void sweep() {
    for (int batch = 0; batch < BATCHES; batch++) {
      List<TemplateMessageBO> due = store.due(clock.instant(), BATCH);
      boolean done =
          workers.run(
              due.stream().<Runnable>map(message -> () -> attempts.goOn(message)).toList(),
              BATCH_LIMIT);
      if (!done || due.size() < BATCH) {
        return;
      }
    }
  }

  @Scheduled(
      initialDelayString = "${zhaoli.wechat.template.cleanup-interval:10m}",
      fixedDelayString = "${zhaoli.wechat.template.cleanup-interval:10m}")
  void cleanUp() {
    Instant now = clock.instant();
    int ignored =
        Cleaning.inPortions(
            REMOVED_AT_ONCE,
            REMOVALS,
            () -> store.removeBefore(now.minus(properties.keep()), REMOVED_AT_ONCE));
    usage.removeBefore(LocalDate.ofInstant(now.minus(USAGE_KEPT), ZoneOffset.UTC), REMOVED_AT_ONCE);
    adoptOlder();
  }

  /** Messages of before there were several accounts are the main account's. */
  private void adoptOlder() {
    accounts.all().stream()
        .filter(account -> account == accounts.main())
        .findFirst()
        .ifPresent(
            main -> {
              int adopted = REMOVED_AT_ONCE;
              for (int i = 0; i < REMOVALS && adopted == REMOVED_AT_ONCE; i++) {
                adopted = store.adopt(main.appId(), REMOVED_AT_ONCE);
              }
            });
  }
}
