package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Alipay writes amounts, times and buyers. */
final class AlipayFormat {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(CHINA);
  private static final DateTimeFormatter PRECISE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(CHINA);
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,2})?");
  private static final Pattern TIMEOUT = Pattern.compile("([1-9]\\d{0,4})([mhd])");
  private static final BigDecimal MAX_AMOUNT = new BigDecimal("100000000");

  private AlipayFormat() {}

  /** Yuan with two decimals. */
  static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  /** Fen of an amount from 0.01 to 100000000 yuan; empty for anything else. */
  static Optional<Long> fen(@Nullable String yuan) {
    if (yuan == null || !AMOUNT.matcher(yuan).matches()) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal(yuan);
    if (amount.signum() <= 0 || amount.compareTo(MAX_AMOUNT) > 0) {
      return Optional.empty();
    }
    return Optional.of(amount.movePointRight(2).longValueExact());
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** To the millisecond, as refunds' times are written in notifies. */
  static String preciseTime(Instant instant) {
    return PRECISE_TIME.format(instant);
  }

  static Optional<Instant> instant(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).atZone(CHINA).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** {@code timeout_express}: 1m to 15d. */
  static Optional<Duration> timeout(String text) {
    Matcher matcher = TIMEOUT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration timeout =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return timeout.compareTo(Duration.ofDays(15)) > 0 ? Optional.empty() : Optional.of(timeout);
  }

  /** The user id of a buyer: always the same for the same name. */
  static String buyerId(SandboxOrder order) {
    return buyerId(String.valueOf(order.buyer()));
  }

  static String buyerId(String buyer) {
    return buyer.matches("2088\\d{12}")
        ? buyer
        : "2088" + String.format(Locale.ROOT, "%012d", Math.abs((long) buyer.hashCode()));
  }

  /** The buyer's login, masked as Alipay masks it. */
  static String buyerLogin(SandboxOrder order) {
    String buyer = String.valueOf(order.buyer());
    return buyer.substring(0, Math.min(3, buyer.length())) + "***@sandbox.com";
  }

  static List<Map<String, String>> fundBills(String yuan) {
    return List.of(Map.of("amount", yuan, "fund_channel", "ALIPAYACCOUNT"));
  }
}
