package com.zhaoli.pay.sdk.bill;

import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;

/**
 * Daily statements. A day is there once it is over and settled; before, BILL_NOT_READY. Every
 * method throws a {@link ZhaoliPayException} whose subclass says what to do. Safe for many threads.
 */
public final class Bills {

  private static final String PATH = "/openapi/v1/bills?date=";

  private final ApiCaller api;

  public Bills(ApiCaller api) {
    this.api = api;
  }

  /** The first hundred entries of a day, with its totals. */
  public Bill get(LocalDate date) {
    return api.get(PATH + date, Bill::of);
  }

  /** Those behind the page whose {@code next} is given. */
  public Bill get(LocalDate date, String after) {
    return api.get(PATH + date + "&after=" + ApiCaller.encode(after), Bill::of);
  }

  /**
   * Writes a whole day as CSV, as spreadsheets read it. The stream is not closed.
   *
   * @throws OutcomeUnknownException also when the file broke off: what was written then is not the
   *     day's statement
   * @throws IOException when the stream does not take it
   */
  public void csv(LocalDate date, OutputStream out) throws IOException {
    LastLine copied = new LastLine(out);
    try {
      api.getInto(PATH + date + "&format=csv", copied);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // The platform sends its status before the rows: only this line tells that all of them came.
    if (!copied.text().startsWith("\"NET\",")) {
      throw new OutcomeUnknownException(
          "the statement of " + date + " broke off", null, null, 200, null);
    }
  }
}
