package com.zhaoli.pay.payment.statement.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.statement.StatementCursor;
import com.zhaoli.pay.payment.statement.StatementRow;
import com.zhaoli.pay.payment.statement.StatementTotals;
import com.zhaoli.pay.payment.statement.Statements.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a day's statement. Amounts are fen. Fields without a value are left out.
 *
 * @param totals of the whole day; on the first page only
 * @param next the {@code after} of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementVO(
    LocalDate date, @Nullable TotalsVO totals, List<RowVO> items, @Nullable String next) {

  static StatementVO of(LocalDate date, @Nullable StatementTotals totals, Page page) {
    StatementCursor next = page.next();
    return new StatementVO(
        date,
        totals == null ? null : TotalsVO.of(totals),
        page.rows().stream().map(RowVO::of).toList(),
        next == null ? null : next.text());
  }

  /**
   * Sums of the day.
   *
   * @param reversalCount payments among the counted ones that were reversed
   * @param net payments less reversals less refunds; may be negative
   */
  record TotalsVO(
      long paymentCount,
      Money paymentAmount,
      long reversalCount,
      Money reversalAmount,
      long refundCount,
      Money refundAmount,
      long net) {

    static TotalsVO of(StatementTotals totals) {
      return new TotalsVO(
          totals.payments().count(),
          totals.payments().amount(),
          totals.reversals().count(),
          totals.reversals().amount(),
          totals.refunds().count(),
          totals.refunds().amount(),
          totals.netFen());
    }
  }

  /** A payment or a refund. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RowVO(
      StatementRow.EntryType type,
      Instant at,
      String paymentNo,
      String outTradeNo,
      @Nullable String refundNo,
      @Nullable String outRefundNo,
      String subject,
      String channel,
      @Nullable String channelNo,
      Money amount,
      @Nullable Instant reversedAt) {

    static RowVO of(StatementRow row) {
      return new RowVO(
          row.type(),
          row.at(),
          row.paymentNo(),
          row.outTradeNo(),
          row.refundNo(),
          row.outRefundNo(),
          row.subject(),
          row.channel(),
          row.channelNo(),
          row.amount(),
          row.reversedAt());
    }
  }
}
