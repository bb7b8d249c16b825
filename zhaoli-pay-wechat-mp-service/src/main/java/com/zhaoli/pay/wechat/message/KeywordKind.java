package com.zhaoli.pay.wechat.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of a template's keywords with WeChat's limits (since May 2023). WeChat cuts a longer
 * text without a word and refuses a value of the wrong shape; so a text is cut here, visibly, and a
 * value that cannot be cut without becoming false is refused here.
 */
public enum KeywordKind {
  THING(20, "…", null),
  CONST(20, "…", null),
  CHARACTER_STRING(32, "...", Pattern.compile("[\\x20-\\x7e]+")),
  LETTER(32, null, Pattern.compile("[A-Za-z]+")),
  NUMBER(32, null, Pattern.compile("-?\\d+(\\.\\d+)?")),
  AMOUNT(16, null, Pattern.compile("[¥￥$€£]?\\d{1,10}(\\.\\d{1,2})?元?")),
  PHRASE(5, null, Pattern.compile("\\p{IsHan}{1,5}")),
  NAME(20, null, Pattern.compile("\\p{IsHan}{1,10}|[A-Za-z .·]{1,20}")),
  PHONE_NUMBER(17, null, Pattern.compile("[0-9+()\\- ]+")),
  TIME(
      30,
      null,
      Pattern.compile("(\\d{4}[-/年]\\d{1,2}[-/月]\\d{1,2}日?)?[ T]?(\\d{1,2}:\\d{2}(:\\d{2})?)?")),
  DATE(30, null, TIME.shape);

  private static final String NOTHING_TO_SAY = "-";

  private final int maxCharacters;
  private final @Nullable String cutMark;
  private final @Nullable Pattern shape;

  KeywordKind(int maxCharacters, @Nullable String cutMark, @Nullable Pattern shape) {
    this.maxCharacters = maxCharacters;
    this.cutMark = cutMark;
    this.shape = shape;
  }

  /** By the letters of a keyword: {@code character_string2} is a CHARACTER_STRING. */
  public static KeywordKind of(String keyword) {
    // WeChat adds kinds; the common text limit suits them.
    return named(keyword).orElse(THING);
  }

  /** Whether the letters of a keyword name a kind. */
  static boolean knows(String keyword) {
    return named(keyword).isPresent();
  }

  private static Optional<KeywordKind> named(String keyword) {
    String letters = keyword.replaceAll("\\d+$", "").toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(kind -> kind.name().equals(letters)).findFirst();
  }

  public int maxCharacters() {
    return maxCharacters;
  }

  /** The value as it is sent; empty when it cannot be sent as this kind. */
  Optional<String> fit(String value) {
    String text = value.strip();
    if (text.isEmpty()) {
      return cutMark == null ? Optional.empty() : Optional.of(NOTHING_TO_SAY);
    }
    if (shape != null && !shape.matcher(text).matches()) {
      return Optional.empty();
    }
    int characters = text.codePointCount(0, text.length());
    if (characters <= maxCharacters) {
      return Optional.of(text);
    }
    return cutMark == null
        ? Optional.empty()
        : Optional.of(
            text.substring(0, text.offsetByCodePoints(0, maxCharacters - cutMark.length()))
                + cutMark);
  }
}
