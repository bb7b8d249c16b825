package com.zhaoli.pay.common.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Which characters a text may have. */
final class Characters {
  private Characters() {}

  /**
   * The text, when it may be kept.
   *
   * @param multiLine whether it may have line breaks and tabs
   * @throws UnfitValueException for control characters, and for half a character: no charset can
   *     write one, and the database would keep another text than it was given
   */
  static String checked(@Nullable JsonParser parser, String text, boolean multiLine) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c) && !(multiLine && (c == '\n' || c == '\r' || c == '\t'))) {
        throw new UnfitValueException(parser, "must not have control characters", String.class);
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new UnfitValueException(
              parser, "must not have half a surrogate pair", String.class);
        }
        i++;
      }
    }
    return text;
  }

  private static boolean isControl(char c) {
    return c < ' ' || c == '\u007f';
  }
}
