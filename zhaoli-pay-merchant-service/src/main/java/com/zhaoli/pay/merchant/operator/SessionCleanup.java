package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.merchant.operator.internal.LoginTryStore;
import com.zhaoli.pay.merchant.operator.internal.OperatorSessionStore;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what has run out, a bounded number at a time. */
@Component
class SessionCleanup {
  private static final Duration KEEP_TRIES = Duration.ofDays(1);

  private final OperatorSessionStore sessions;
  private final LoginTryStore tries;
  private final Clock clock;

  SessionCleanup(OperatorSessionStore sessions, LoginTryStore tries, Clock clock) {
    this.sessions = sessions;
    this.tries = tries;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "10m")
  void removeExpired() {
    sessions.removeExpired(clock.instant());
    tries.removeOlderThan(clock.instant().minus(KEEP_TRIES));
  }
}
