package com.zhaoli.pay.payment.statement;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.StatementRow.EntryType;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The row that a page ended with: its place in the order of a day. */
public record StatementCursor(EntryType type, Instant at, String number) {
  private static final Pattern FORM =
      Pattern.compile("([pr])\\.([0-9]{1,15})\\.([0-9A-Za-z_]{1,32})");

  static StatementCursor startOf(EntryType type, BusinessDay day) {
    return new StatementCursor(type, day.start(), "");
  }

  static StatementCursor after(StatementRow row) {
    return new StatementCursor(row.type(), row.at(), row.number());
  }

  /**
   * The cursor that {@link #text()} wrote.
   *
   * @throws ApiException REQUEST_INVALID for anything else
   */
  public static StatementCursor parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "after", "must be the next of a page");
    }
    return new StatementCursor(
        "p".equals(matcher.group(1)) ? EntryType.PAYMENT : EntryType.REFUND,
        Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
        matcher.group(3));
  }

  public String text() {
    return "%s.%d.%s".formatted(type == EntryType.PAYMENT ? "p" : "r", at.toEpochMilli(), number);
  }
}
