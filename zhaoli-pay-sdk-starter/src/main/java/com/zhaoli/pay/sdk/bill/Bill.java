package com.zhaoli.pay.sdk.bill;

import com.zhaoli.pay.sdk.json.JsonException;
import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.sdk.page.Page;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A page of a day's statement.
 *
 * @param date a day of Shanghai
 * @param totals of the whole day, on the first page; null on the others
 */
public record Bill(LocalDate date, @Nullable BillTotals totals, Page<BillEntry> entries) {

  static Bill of(JsonObject json) {
    return new Bill(
        date(json.text("date")),
        json.has("totals") ? BillTotals.of(json.object("totals")) : null,
        Page.of(json, "items", BillEntry::of));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new JsonException("date is not a date");
    }
  }
}
