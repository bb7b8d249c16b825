package com.zhaoli.pay.payment.statement.internal;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.StatementCursor;
import com.zhaoli.pay.payment.statement.StatementRow;
import com.zhaoli.pay.payment.statement.StatementRow.EntryType;
import com.zhaoli.pay.payment.statement.StatementTotals;
import com.zhaoli.pay.payment.statement.StatementTotals.Sum;
import com.zhaoli.pay.payment.statement.internal.StatementMapper.Row;
import com.zhaoli.pay.payment.statement.internal.StatementMapper.Sums;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads statements from the books, a page at a time. */
@Component
public class StatementStore {
  private final StatementMapper mapper;

  StatementStore(StatementMapper mapper) {
    this.mapper = mapper;
  }

  /** The rows after this one, of its type only, at most so many. */
  public List<StatementRow> page(
      String merchantNo, BusinessDay day, StatementCursor after, int limit) {
    List<Row> rows =
        switch (after.type()) {
          case PAYMENT -> mapper.payments(merchantNo, after.at(), after.number(), day.end(), limit);
          case REFUND -> mapper.refunds(merchantNo, after.at(), after.number(), day.end(), limit);
        };
    return rows.stream().map(row -> row(after.type(), row)).toList();
  }

  private static StatementRow row(EntryType type, Row row) {
    boolean reversed = type == EntryType.PAYMENT && row.status().equals("REVERSED");
    return new StatementRow(
        type,
        row.at(),
        row.paymentNo(),
        row.outTradeNo(),
        row.refundNo(),
        row.outRefundNo(),
        row.subject(),
        row.channel(),
        row.channelNo(),
        new Money(row.amountFen()),
        reversed ? row.updatedAt() : null);
  }

  /** The sums of a whole day. */
  public StatementTotals totals(String merchantNo, BusinessDay day) {
    Sums payments = mapper.paymentSums(merchantNo, day.start(), day.end());
    Sums refunds = mapper.refundSums(merchantNo, day.start(), day.end());
    return new StatementTotals(
        new Sum(payments.number(), new Money(payments.amountFen())),
        new Sum(payments.reversed(), new Money(payments.reversedFen())),
        new Sum(refunds.number(), new Money(refunds.amountFen())));
  }

  /** The ranges of the merchants that had business on a day. */
  public WorkPlan busyRanges(BusinessDay day) {
    return WorkPlan.of(
        mapper.busyRanges(day.start(), day.end(), WorkPlan.RANGE_KEYS, WorkPlan.MAX_RANGES));
  }

  /** Those of a range. */
  public List<String> busyWithin(BusinessDay day, String after, String upTo, int limit) {
    return mapper.busyWithin(day.start(), day.end(), after, upTo, limit);
  }
}
