package com.zhaoli.pay.payment.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Spares an account that gives no clear answers: after some in a row it is asked once in a while
 * only, so that one merchant's dead account does not take the threads of all.
 */
@Component
class AccountBreaker {
  private static final int FAILURES = 8;
  static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MAX_ACCOUNTS = 10_000;

  private final Clock clock;
  private final Map<String, State> failing = new ConcurrentHashMap<>();

  AccountBreaker(Clock clock) {
    this.clock = clock;
  }

  private record State(int failures, Instant nextAt) {}

  /** Whether to ask now. Once for each pause while the account fails. */
  boolean mayAsk(String account) {
    State state = failing.get(account);
    if (state == null || state.failures() < FAILURES) {
      return true;
    }
    Instant now = clock.instant();
    return !now.isBefore(state.nextAt())
        && failing.replace(account, state, new State(state.failures(), now.plus(PAUSE)));
  }

  void answered(String account, boolean clear) {
    if (clear) {
      failing.remove(account);
    } else if (failing.size() < MAX_ACCOUNTS || failing.containsKey(account)) {
      failing.compute(
          account,
          (key, state) ->
              state == null
                  ? new State(1, clock.instant())
                  : new State(Math.min(FAILURES, state.failures() + 1), state.nextAt()));
    }
  }
}
