package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.common.money.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the channel signed. Fields that are not there, or are not what they should be, are null:
 * whoever needs one has to say what it means without it.
 */
record VoucherAnswer(JsonNode content) {
  private static final Pattern CODE = Pattern.compile("[A-Z_]{1,32}");

  /** The code of the answer, {@code OK} or what was wrong; never text that a stranger chose. */
  String code() {
    String code = text("code");
    return code != null && CODE.matcher(code).matches() ? code : "?";
  }

  boolean isOk() {
    return code().equals("OK");
  }

  boolean names(String field, String expected) {
    return expected.equals(text(field));
  }

  @Nullable String text(String field) {
    JsonNode value = content.path(field);
    return value.isString() && !value.asString().isBlank() ? value.asString() : null;
  }

  /** Fen as an integer number; 1.0 and "1" are none. */
  @Nullable Money fen(String field) {
    JsonNode value = content.path(field);
    boolean whole = value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0;
    return whole ? new Money(value.asLong()) : null;
  }

  @Nullable Instant time(String field) {
    String text = text(field);
    try {
      return text == null ? null : Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** For the log. */
  String unexplained() {
    return "code " + code() + " is not explained to us here";
  }
}
