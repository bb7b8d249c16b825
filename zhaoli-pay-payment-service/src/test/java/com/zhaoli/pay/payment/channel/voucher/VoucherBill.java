package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bill as it is read: hands its rows over and adds them up. Holds none of them. */
final class VoucherBill {
  private static final int COLUMNS = 7;

  private final VoucherAnswer told;
  private final Consumer<BillRow> rows;
  private long count;
  private Money paid = Money.ZERO;
  private Money refunded = Money.ZERO;

  VoucherBill(VoucherAnswer told, Consumer<BillRow> rows) {
    this.told = told;
    this.rows = rows;
  }

  /**
   * Takes a line: kind, tradeNo, orderNo, refundNo, amount, state, time.
   *
   * @return what is wrong with it; null when nothing is
   */
  @Nullable String add(String line) {
    if (new Money(count).equals(told.fen("rows"))) {
      return "it has more rows than it should";
    }
    BillRow row;
    try {
      row = row(line.split(",", -1));
      // An amount that does not fit throws here as well.
      if (row.kind() == Kind.PAYMENT) {
        paid = paid.plus(row.amount());
      } else {
        refunded = refunded.plus(row.amount());
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return "row " + (count + 1) + " cannot be read";
    }
    count++;
    rows.accept(row);
    return null;
  }

  private static BillRow row(String[] cells) {
    if (cells.length != COLUMNS || cells[1].isEmpty() || cells[2].isEmpty()) {
      throw new IllegalArgumentException("columns");
    }
    Kind kind = Kind.valueOf(cells[0]);
    if ((kind == Kind.REFUND) == cells[3].isEmpty()) {
      throw new IllegalArgumentException("refundNo");
    }
    return new BillRow(
        kind,
        cells[1],
        cells[2],
        kind == Kind.REFUND ? cells[3] : null,
        new Money(Long.parseLong(cells[4])),
        RowStatus.valueOf(cells[5]),
        Instant.parse(cells[6]));
  }

  /** How it went, once the last line is read. */
  BillOutcome finish(String sha256) {
    if (!told.names("sha256", sha256)) {
      return new BillOutcome.Damaged("its hash is not right");
    }
    boolean addsUp =
        new Money(count).equals(told.fen("rows"))
            && paid.equals(told.fen("paid"))
            && refunded.equals(told.fen("refunded"));
    return addsUp
        ? new BillOutcome.Read(count)
        : new BillOutcome.Damaged("its totals are not right");
  }
}
