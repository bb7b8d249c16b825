package com.zhaoli.pay.payment.order;

import java.time.Duration;
import java.time.Instant;

/**
 * When the channel is asked for an open payment: young ones often, since that is when payers pay
 * and a callback may have been missed, older ones ever less, at the end of their time once more.
 */
final class SyncSchedule {
  static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int AGE_DIVISOR = 4;

  /** Clocks differ: a channel may take money for so long after our end of the payment. */
  static final Duration GRACE = Duration.ofMinutes(2);

  private SyncSchedule() {}

  /** A quarter of the payment's age, from 15 seconds to one hour, but not past its end. */
  static Instant next(Instant createdAt, Instant expiresAt, Instant now) {
    Duration interval = Duration.between(createdAt, now).dividedBy(AGE_DIVISOR);
    if (interval.compareTo(FIRST) < 0) {
      interval = FIRST;
    } else if (interval.compareTo(LONGEST) > 0) {
      interval = LONGEST;
    }
    Instant next = now.plus(interval);
    Instant end = expiresAt.plus(GRACE);
    return now.isBefore(end) && end.isBefore(next) ? end : next;
  }

  /** Whether a payment that the channel calls unpaid now can no longer be paid. */
  static boolean isOver(Instant expiresAt, Instant now) {
    return !now.isBefore(expiresAt.plus(GRACE));
  }
}
