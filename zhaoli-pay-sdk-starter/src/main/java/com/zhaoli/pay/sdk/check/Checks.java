package com.zhaoli.pay.sdk.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the platform would refuse anyway, refused where it is written. Every method throws an
 * IllegalArgumentException with a sentence that names the field and never repeats its value.
 */
public final class Checks {

  /** The largest amount, in fen. */
  public static final long MAX_AMOUNT = 100_000_000_000L;

  private static final int MAX_ADDRESS_LENGTH = 512;
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);
  private static final Pattern OUT_NO = Pattern.compile("[0-9A-Za-z_\\-*]{1,32}");
  private static final Pattern LABEL = Pattern.compile("[0-9A-Za-z_\\-]{1,32}");

  private Checks() {}

  /** Refuses by that sentence unless the condition holds. */
  public static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** The value, which must have been set. */
  public static <T> T set(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }

  /** A number of the merchant's, such as an outTradeNo. */
  public static void outNo(String name, String value) {
    require(OUT_NO.matcher(value).matches(), name + " is 1 to 32 characters of 0-9 A-Z a-z _ - *");
  }

  /** A label such as a storeId, if there is one. */
  public static void label(String name, @Nullable String value) {
    require(
        value == null || LABEL.matcher(value).matches(),
        name + " is 1 to 32 characters of 0-9 A-Z a-z _ -");
  }

  /** An amount in fen. */
  public static void amount(String name, long fen) {
    require(fen >= 1 && fen <= MAX_AMOUNT, name + " is 1 to " + MAX_AMOUNT + " fen");
  }

  /** A number within limits, if there is one. */
  public static void range(String name, @Nullable Integer value, int least, int most) {
    require(
        value == null || (value >= least && value <= most), name + " is " + least + " to " + most);
  }

  /** How long something old goes on beside the new: nothing to seven days, in seconds. */
  public static Long overlapSeconds(Duration overlap) {
    require(
        !overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0,
        "overlap is nothing to seven days");
    return overlap.toSeconds();
  }

  /** A text of a length, counted in characters as readers count, if there is one. */
  public static void text(String name, @Nullable String value, int maxLength) {
    if (value != null) {
      require(
          value.codePointCount(0, value.length()) <= maxLength,
          name + " has more than " + maxLength + " characters");
      require(
          value
              .codePoints()
              .noneMatch(
                  c ->
                      Character.isISOControl(c)
                          || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)),
          name + " has control characters or halves of characters");
    }
  }

  /** A text that says something. */
  public static void requiredText(String name, String value, int maxLength) {
    require(!value.isBlank(), name + " is empty");
    text(name, value, maxLength);
  }

  /** An absolute http or https address without user info and fragment, if there is one. */
  public static void webAddress(String name, @Nullable String value) {
    if (value != null) {
      require(
          value.length() <= MAX_ADDRESS_LENGTH,
          name + " has more than " + MAX_ADDRESS_LENGTH + " characters");
      require(
          isWebAddress(value),
          name
              + " is an absolute http or https URL of ASCII characters, without user info and"
              + " fragment");
    }
  }

  private static boolean isWebAddress(String value) {
    if (!value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return false;
    }
    try {
      URI uri = new URI(value);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getPort() != 0
          && uri.getPort() <= 65_535
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
