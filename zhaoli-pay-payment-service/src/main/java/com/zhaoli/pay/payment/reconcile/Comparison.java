package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.reconcile.OwnEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an entry of a bill and one of our books agree. The channel's time decides the
 * day: an entry of ours is found by its number, whatever day it has here.
 */
final class Comparison {
  private Comparison() {}

  /** In what they do not agree, if in anything. */
  static Optional<DifferenceKind> judge(BillEntry bill, @Nullable OwnEntry own, BusinessDay day) {
    if (own == null) {
      // What failed moved no money, and need not be known here.
      return bill.status() == RowStatus.FAILED
          ? Optional.empty()
          : Optional.of(DifferenceKind.MISSING_HERE);
    }
    if (!statesAgree(bill.status(), own, day)) {
      return Optional.of(DifferenceKind.STATUS);
    }
    boolean counts = bill.status() != RowStatus.FAILED;
    return counts && !bill.amount().equals(own.amount())
        ? Optional.of(DifferenceKind.AMOUNT)
        : Optional.empty();
  }

  private static boolean statesAgree(RowStatus bill, OwnEntry own, BusinessDay day) {
    return switch (own.state()) {
      case TOOK_PLACE ->
          switch (bill) {
            case SUCCEEDED -> true;
            // It came through after the day: the bill could not know.
            case PROCESSING -> !endedBy(own.at(), day);
            case FAILED -> false;
          };
      case OPEN -> bill == RowStatus.PROCESSING;
      case DID_NOT -> bill == RowStatus.FAILED;
      case REVERSED -> true;
    };
  }

  private static boolean endedBy(@Nullable Instant at, BusinessDay day) {
    return at != null && at.isBefore(day.end());
  }

  /**
   * Whether our books have this entry, or may get it, under another day than the bill that has it:
   * then that other day's comparison must not miss it.
   */
  static boolean isOffDay(OwnEntry own, BusinessDay day) {
    Instant at = own.at();
    return own.state() == State.OPEN
        || (own.state() == State.TOOK_PLACE && (at == null || !day.contains(at)));
  }

  /**
   * The day whose bill may still hold an entry of ours that this day's bill does not have. Our
   * clock may be ahead of the channel's by the margin; and where a channel did not say when it took
   * the money, our time is when we learnt of it, which may be long after.
   *
   * @param previous the run of the day before, if there is one
   * @param next the run of the day after, if there is one
   */
  static Optional<BusinessDay> mayStillBeIn(
      Instant at,
      BusinessDay day,
      Duration margin,
      @Nullable RunBO previous,
      @Nullable RunBO next) {
    boolean nearEnd = !at.isBefore(day.end().minus(margin));
    if (nearEnd && (next == null || !next.isSettled())) {
      return Optional.of(day.next());
    }
    return previous != null && !previous.isSettled()
        ? Optional.of(day.previous())
        : Optional.empty();
  }
}
