package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How many customer-service messages a user may still be sent, and until when: five within 48 hours
 * of a text, three within a minute of a scan, a click or the beginning of following.
 */
final class Allowances {
  private static final int AFTER_TEXT = 5;
  private static final Duration TEXT_LASTS = Duration.ofDays(2);
  private static final int AFTER_OTHER_ACTS = 3;
  private static final Duration OTHER_ACTS_LAST = Duration.ofMinutes(1);

  private final Clock clock;
  private final JournaledMap<Allowance> allowances;

  Allowances(AccountJournal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.allowances =
        journal.open(
            "customer-message-allowances",
            Allowance.class,
            properties.maxUsers(),
            allowance -> !allowance.until().isAfter(clock.instant()));
  }

  private record Allowance(int left, Instant until) {}

  /** The user wrote. */
  synchronized void wrote(String openid) {
    allowances.put(openid, new Allowance(AFTER_TEXT, clock.instant().plus(TEXT_LASTS)));
  }

  /** The user did something else; that never takes away what a text gave. */
  synchronized void acted(String openid) {
    Instant until = clock.instant().plus(OTHER_ACTS_LAST);
    Allowance known =
        allowances
            .get(openid)
            .filter(allowance -> allowance.until().isAfter(until) && allowance.left() > 0)
            .orElseGet(() -> new Allowance(AFTER_OTHER_ACTS, until));
    allowances.put(openid, known);
  }

  /** The user left: nothing may be sent any more. */
  synchronized void left(String openid) {
    allowances.put(openid, new Allowance(0, clock.instant()));
  }

  /** Takes one message off, or throws the errcode. */
  synchronized void take(String openid) {
    Allowance allowance =
        allowances
            .get(openid)
            .filter(found -> found.until().isAfter(clock.instant()))
            .orElseThrow(
                () ->
                    new WechatError(
                        45015, "response out of time limit or subscription is canceled"));
    if (allowance.left() == 0) {
      throw new WechatError(45047, "out of response count limit");
    }
    allowances.put(openid, new Allowance(allowance.left() - 1, allowance.until()));
  }
}
