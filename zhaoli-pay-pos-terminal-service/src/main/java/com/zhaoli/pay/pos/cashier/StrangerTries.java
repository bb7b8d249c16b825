package com.zhaoli.pay.pos.cashier;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries with numbers that are no cashier's. They lock as those of cashiers do: six tries would tell
 * otherwise which numbers there are. Each instance counts for itself, and so many numbers at most;
 * the one that was tried longest ago is forgotten first.
 */
final class StrangerTries {
  private static final int MAX_NUMBERS = 10_000;

  /** As for cashiers: the fifth wrong PIN locks. */
  private static final int LAST_FAILURE = 4;

  private final Map<String, Tries> byNumber = new LinkedHashMap<>();

  private record Tries(int failures, @Nullable Instant lockedUntil) {}

  /** Counts a try; when the number is locked, nothing but until when. */
  synchronized Optional<Instant> take(String number, Instant now, Instant lockUntil) {
    Tries before = byNumber.remove(number);
    Instant lockedUntil = before == null ? null : before.lockedUntil();
    if (before != null && lockedUntil != null && now.isBefore(lockedUntil)) {
      byNumber.put(number, before);
      return Optional.of(lockedUntil);
    }
    int failures = before == null ? 0 : before.failures();
    byNumber.put(
        number, failures >= LAST_FAILURE ? new Tries(0, lockUntil) : new Tries(failures + 1, null));
    if (byNumber.size() > MAX_NUMBERS) {
      Iterator<String> oldest = byNumber.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return Optional.empty();
  }
}
