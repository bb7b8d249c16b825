package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stood when it was read.
 *
 * @param turn how often it was taken up
 * @param dueAt when it is taken up next, or until when somebody has it; null: it is at rest
 * @param totals what the last comparison added up
 * @param differences how many the last comparison found, whatever was decided on them
 * @param failure why it has no result, as a sentence
 * @param requestedBy the operator who asked for it last
 * @param finishedAt when it was last done
 */
public record RunBO(
    String runNo,
    BillAccount account,
    BusinessDay day,
    RunStatus status,
    int turn,
    int tries,
    @Nullable Instant dueAt,
    Totals totals,
    long differences,
    @Nullable String failure,
    @Nullable String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  /** Sums of a day: the bill's rows that took place, and what our books have of that day. */
  public record Totals(
      long billRows, Money billPaid, Money billRefunded, Money ownPaid, Money ownRefunded) {
    public static final Totals NONE = new Totals(0, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
  }

  /** Whether there is nothing more to wait for: it is done, or was given up. */
  public boolean isSettled() {
    return status == RunStatus.DONE || dueAt == null;
  }
}
