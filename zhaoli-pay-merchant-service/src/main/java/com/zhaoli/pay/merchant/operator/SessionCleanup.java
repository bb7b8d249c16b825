package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.merchant.operator.internal.LoginTryStore;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what has run out, a bounded number at a time. */
@Component
class SessionCleanup {
  private static final Duration KEEP_TRIES = Duration.ofDays(1);

  private final OperatorStore operators;
  private final LoginTryStore tries;
  private final Clock clock;

  SessionCleanup(OperatorStore operators, LoginTryStore tries, Clock clock) {
    this.operators = operators;
    this.tries = tries;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "10m")
  void removeExpired() {
    operators.removeExpiredSessions(clock.instant());
    tries.removeOlderThan(clock.instant().minus(KEEP_TRIES));
  }
}
