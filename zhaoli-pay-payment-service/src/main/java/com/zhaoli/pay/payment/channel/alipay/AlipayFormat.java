package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Alipay writes times and amounts. */
final class AlipayFormat {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZONE);

  /** Times of refunds have milliseconds, others have not. */
  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]", Locale.ROOT).withZone(ZONE);

  /** Plain yuan: what {@link Money#ofYuan} also takes, such as 1e2, Alipay never writes. */
  private static final Pattern YUAN = Pattern.compile("\\d{1,12}(\\.\\d{1,2})?");

  private AlipayFormat() {}

  static String time(Instant instant) {
    return WRITTEN.format(instant);
  }

  static @Nullable Instant instant(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.from(READ.parse(text.strip()));
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  /** The amount; empty when there is none, or none that can be read to the fen. */
  static Optional<Money> money(@Nullable String yuan) {
    return yuan == null || !YUAN.matcher(yuan).matches()
        ? Optional.empty()
        : Optional.of(Money.ofYuan(yuan));
  }
}
