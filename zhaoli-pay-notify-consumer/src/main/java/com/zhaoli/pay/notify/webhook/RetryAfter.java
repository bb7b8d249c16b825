package com.zhaoli.pay.notify.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/** The header Retry-After: seconds or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** A server that wants to be left alone for longer is asked all the same. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  /** Null when there is none, or none that makes sense. */
  static @Nullable Duration of(@Nullable Header header, Instant now) {
    String value = header == null ? null : header.getValue();
    if (value == null) {
      return null;
    }
    Duration wait;
    try {
      wait =
          value.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
    if (wait.isNegative() || wait.isZero()) {
      return null;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
