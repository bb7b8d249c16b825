package com.zhaoli.pay.merchant.tries;

import com.zhaoli.pay.merchant.tries.internal.TryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Bounded tries. One is taken, and committed, before what it is for is looked at: however many run
 * at once, no more than the bound are ever looked at within the lock's time. Kept in the database,
 * where they outlast a restart and hold for all instances.
 */
@Service
public class Tries {
  private final TryStore store;
  private final Clock clock;

  Tries(TryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * How many tries somebody has until a lock begins.
   *
   * @param whose names them among all that is bounded; kept as a digest
   */
  public record Bound(String whose, int limit) {}

  /**
   * Takes a try of each, or of none.
   *
   * @return empty when it may go on, else how long to wait, at least a second
   */
  public Optional<Duration> take(Duration lock, List<Bound> bounds) {
    Instant now = clock.instant();
    for (int i = 0; i < bounds.size(); i++) {
      Bound bound = bounds.get(i);
      Optional<Instant> lockedUntil = store.take(bound.whose(), now, bound.limit(), now.plus(lock));
      if (lockedUntil.isPresent()) {
        giveBack(bounds.subList(0, i));
        Duration wait = Duration.between(now, lockedUntil.get());
        return Optional.of(Duration.ofSeconds(Math.max(1, wait.toSeconds())));
      }
    }
    return Optional.empty();
  }

  /** Tries that were taken were not used. */
  public void giveBack(List<Bound> bounds) {
    bounds.forEach(bound -> store.giveBack(bound.whose()));
  }

  /** What was tried came right: all counts begin anew. */
  public void forget(List<Bound> bounds) {
    bounds.forEach(bound -> store.forget(bound.whose()));
  }
}
