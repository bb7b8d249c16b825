package com.zhaoli.pay.sandbox.bill;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How both channels write amounts, times and texts in their bills. */
public final class BillText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private BillText() {}

  /** Yuan with two decimals. */
  public static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  public static String time(Instant at) {
    return TIME.format(at);
  }

  /** A merchant's text without what would end the field: neither channel quotes. */
  public static String plain(String text) {
    return text.replaceAll("[,`\"\\s]+", " ").strip();
  }
}
