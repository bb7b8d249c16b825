package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.merchant.operator.internal.OperatorSessionStore;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes sessions that have run out, a bounded number at a time. */
@Component
class SessionCleanup {
  private final OperatorSessionStore sessions;
  private final Clock clock;

  SessionCleanup(OperatorSessionStore sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "10m")
  void removeExpired() {
    sessions.removeExpired(clock.instant());
  }
}
