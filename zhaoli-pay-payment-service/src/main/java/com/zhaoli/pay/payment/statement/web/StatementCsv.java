package com.zhaoli.pay.payment.statement.web;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.StatementRow;
import com.zhaoli.pay.payment.statement.StatementTotals;
import com.zhaoli.pay.payment.statement.StatementTotals.Sum;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement as spreadsheets read it: every field quoted, lines ended as RFC 4180 has it, amounts
 * in yuan and times in Shanghai's, since people read them. A text that a spreadsheet would take for
 * a formula begins with an apostrophe. Its last line is that of the net amount: a file that ends
 * otherwise is not complete.
 */
final class StatementCsv {
  /** Tells spreadsheets that the file is UTF-8. */
  static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Some spreadsheets take the wide forms of East Asian input for the same. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BusinessDay.ZONE);

  private StatementCsv() {}

  static String header() {
    return line(
        "type",
        "time",
        "payment_no",
        "out_trade_no",
        "refund_no",
        "out_refund_no",
        "subject",
        "channel",
        "channel_no",
        "amount_yuan",
        "reversed_at");
  }

  static String row(StatementRow row) {
    return line(
        row.type().name(),
        time(row.at()),
        row.paymentNo(),
        text(row.outTradeNo()),
        row.refundNo(),
        text(row.outRefundNo()),
        text(row.subject()),
        row.channel(),
        text(row.channelNo()),
        row.amount().toYuan(),
        time(row.reversedAt()));
  }

  static String totals(StatementTotals totals) {
    return sum("TOTAL_PAYMENTS", totals.payments())
        + sum("TOTAL_REVERSALS", totals.reversals())
        + sum("TOTAL_REFUNDS", totals.refunds())
        + line("NET", yuan(totals.netFen()));
  }

  private static String sum(String name, Sum sum) {
    return line(name, sum.amount().toYuan(), Long.toString(sum.count()));
  }

  private static String yuan(long fen) {
    return fen < 0 ? "-" + new Money(Math.negateExact(fen)).toYuan() : new Money(fen).toYuan();
  }

  private static String time(@Nullable Instant instant) {
    return instant == null ? "" : TIME.format(instant);
  }

  /** What a merchant or a channel chose freely. */
  static String text(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String line(@Nullable String... fields) {
    return Arrays.stream(fields)
        .map(field -> '"' + (field == null ? "" : field.replace("\"", "\"\"")) + '"')
        .collect(Collectors.joining(",", "", "\r\n"));
  }
}
