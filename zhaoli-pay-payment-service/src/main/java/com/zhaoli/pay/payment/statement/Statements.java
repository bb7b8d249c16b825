package com.zhaoli.pay.payment.statement;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.StatementRow.EntryType;
import com.zhaoli.pay.payment.statement.internal.StatementStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Daily statements of merchants: payments in the order of their time, then refunds in the order of
 * theirs. A day is that of the channel's time; a payment that we learn of after its day's statement
 * was fetched shows in that day all the same, so that a day fetched later may have more.
 */
@Service
public class Statements {
  private final StatementStore store;
  private final StatementProperties limits;
  private final Clock clock;

  Statements(StatementStore store, StatementProperties limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Some rows.
   *
   * @param next the place of the last row; null: there are no more
   */
  public record Page(List<StatementRow> rows, @Nullable StatementCursor next) {}

  /**
   * Lets statements of closed days through.
   *
   * @throws ApiException BILL_NOT_READY for today, for days to come, and for yesterday in the first
   *     hour
   */
  public void requireReady(BusinessDay day) {
    Instant ready = day.end().plus(limits.readyAfter());
    if (clock.instant().isBefore(ready)) {
      throw new ApiException(ErrorCode.BILL_NOT_READY, Map.of("readyAt", ready.toString()));
    }
  }

  /** The rows after this one, or the first of the day, at most so many. */
  public Page page(String merchantNo, BusinessDay day, @Nullable StatementCursor after, int limit) {
    StatementCursor from = after == null ? StatementCursor.startOf(EntryType.PAYMENT, day) : after;
    if (!day.contains(from.at())) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "after", "is of another day");
    }
    List<StatementRow> rows = new ArrayList<>(store.page(merchantNo, day, from, limit));
    if (rows.size() < limit && from.type() == EntryType.PAYMENT) {
      rows.addAll(
          store.page(
              merchantNo,
              day,
              StatementCursor.startOf(EntryType.REFUND, day),
              limit - rows.size()));
    }
    return new Page(
        rows, rows.size() < limit ? null : StatementCursor.after(rows.get(rows.size() - 1)));
  }

  /** The sums of the whole day. */
  public StatementTotals totals(String merchantNo, BusinessDay day) {
    return store.totals(merchantNo, day);
  }

  /** Hands over all rows in pages, and answers the sums of exactly these rows. */
  public StatementTotals read(
      String merchantNo, BusinessDay day, Consumer<List<StatementRow>> pages) {
    StatementTotals totals = StatementTotals.NONE;
    StatementCursor after = null;
    do {
      Page page = page(merchantNo, day, after, limits.pageRows());
      for (StatementRow row : page.rows()) {
        totals = totals.plus(row);
      }
      pages.accept(page.rows());
      after = page.next();
    } while (after != null);
    return totals;
  }
}
