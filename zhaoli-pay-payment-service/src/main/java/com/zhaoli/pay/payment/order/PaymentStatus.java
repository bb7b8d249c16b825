package com.zhaoli.pay.payment.order;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a payment (design, "Payment state"). */
public enum PaymentStatus {
  /** Recorded here; whether the channel knows of it is not known. */
  CREATED,
  /** The channel waits for the payer. */
  PAYING,
  SUCCEEDED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  /** Taken back by the point of sale. */
  REVERSED,
  /** Ended without money. */
  CLOSED,
  /** Refused by the channel. */
  FAILED;

  private static final Map<PaymentStatus, Set<PaymentStatus>> MOVES = moves();

  private static Map<PaymentStatus, Set<PaymentStatus>> moves() {
    Map<PaymentStatus, Set<PaymentStatus>> moves = new EnumMap<>(PaymentStatus.class);
    moves.put(CREATED, EnumSet.of(PAYING, CLOSED, FAILED));
    moves.put(PAYING, EnumSet.of(SUCCEEDED, CLOSED, FAILED, REVERSED));
    moves.put(SUCCEEDED, EnumSet.of(PARTIALLY_REFUNDED, REFUNDED, REVERSED));
    moves.put(PARTIALLY_REFUNDED, EnumSet.of(REFUNDED));
    return Collections.unmodifiableMap(moves);
  }

  /** Whether a payment may go from here to there in one step. */
  public boolean canMoveTo(PaymentStatus next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /**
   * Whether it may get there, directly or by PAYING: a channel's word about a payment that is
   * CREATED here means that it was PAYING there.
   */
  public boolean canReach(PaymentStatus target) {
    return canMoveTo(target) || (this == CREATED && PAYING.canMoveTo(target));
  }

  /** Whether what comes of the payment is still open. */
  public boolean isOpen() {
    return this == CREATED || this == PAYING;
  }
}
