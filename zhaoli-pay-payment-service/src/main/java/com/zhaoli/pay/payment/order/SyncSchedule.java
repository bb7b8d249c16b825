package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Duration;
import java.time.Instant;

/**
 * When the channel is asked for an undecided order: young ones often, since that is when payers pay
 * and a callback may have been missed, older ones ever less, at the end of their time once more.
 */
final class SyncSchedule {
  static final Duration FIRST = Duration.ofSeconds(15);

  /** Who asks at a barcode payment's pace begins sooner; the pace itself is the channel's. */
  static final Duration FIRST_FOR_BARCODE = Duration.ofSeconds(4);

  private static final AgeBackoff BACKOFF = new AgeBackoff(FIRST, Duration.ofHours(1), 6);

  /** Clocks differ: a channel may take money for so long after our end of the payment. */
  static final Duration GRACE = Duration.ofMinutes(2);

  private static final Duration CLOSE_AFTER = Duration.ofSeconds(5);

  private SyncSchedule() {}

  /** When to ask for the first time. */
  static Instant first(AttemptBO attempt, Instant now) {
    return first(attempt.method(), now);
  }

  static Instant first(PaymentMethod method, Instant now) {
    return now.plus(method == PaymentMethod.BARCODE ? FIRST_FOR_BARCODE : FIRST);
  }

  /** A sixth of the order's age, from 15 seconds to one hour, but not past its end. */
  static Instant next(Instant createdAt, Instant expiresAt, Instant now) {
    Instant next = backedOff(createdAt, now);
    Instant end = closeDueAt(expiresAt);
    return now.isBefore(end) && end.isBefore(next) ? end : next;
  }

  /** The same without an end, for what must go on until the channel has answered. */
  static Instant backedOff(Instant since, Instant now) {
    return BACKOFF.next(since, now);
  }

  /** When a payment's time is over and the channel is asked to take its order off. */
  static Instant closeDueAt(Instant expiresAt) {
    return expiresAt.plus(CLOSE_AFTER);
  }

  /** Whether an order that the channel does not know can no longer come to be known there. */
  static boolean isOver(Instant expiresAt, Instant now) {
    return !now.isBefore(expiresAt.plus(GRACE));
  }
}
