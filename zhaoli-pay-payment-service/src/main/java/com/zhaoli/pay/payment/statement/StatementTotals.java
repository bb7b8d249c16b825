package com.zhaoli.pay.payment.statement;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.statement.StatementRow.EntryType;

/**
 * Sums of a day.
 *
 * @param payments all that payers paid, those that were reversed included
 * @param reversals those of the payments that were reversed
 */
public record StatementTotals(Sum payments, Sum reversals, Sum refunds) {
  public static final StatementTotals NONE = new StatementTotals(Sum.NONE, Sum.NONE, Sum.NONE);

  /** How many, and how much. */
  public record Sum(long count, Money amount) {
    static final Sum NONE = new Sum(0, Money.ZERO);

    Sum plus(Money more) {
      return new Sum(count + 1, amount.plus(more));
    }
  }

  /** What the merchant has of the day, in fen; negative when more went back than came. */
  public long netFen() {
    return Math.subtractExact(
        payments.amount().minus(reversals.amount()).fen(), refunds.amount().fen());
  }

  StatementTotals plus(StatementRow row) {
    if (row.type() == EntryType.REFUND) {
      return new StatementTotals(payments, reversals, refunds.plus(row.amount()));
    }
    return new StatementTotals(
        payments.plus(row.amount()),
        row.reversedAt() == null ? reversals : reversals.plus(row.amount()),
        refunds);
  }
}
