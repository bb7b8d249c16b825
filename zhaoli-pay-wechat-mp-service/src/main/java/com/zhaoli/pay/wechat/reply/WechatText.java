package com.zhaoli.pay.wechat.reply;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Texts from and to followers. */
final class WechatText {
  /** Of a text message, in both directions, in UTF-8. */
  static final int MAX_BYTES = 2048;

  private static final String CUT_MARK = "…";

  private WechatText() {}

  /**
   * The text as WeChat takes it: without characters that XML cannot hold, and visibly cut, between
   * characters, to 2048 bytes.
   */
  static String fit(String text) {
    int room = MAX_BYTES - bytesOf(CUT_MARK);
    StringBuilder fitting = new StringBuilder();
    int bytes = 0;
    int cutAt = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (!isXml(character)) {
        continue;
      }
      bytes += bytesOf(Character.toString(character));
      if (bytes > MAX_BYTES) {
        return fitting.substring(0, cutAt) + CUT_MARK;
      }
      fitting.appendCodePoint(character);
      if (bytes <= room) {
        cutAt = fitting.length();
      }
    }
    return fitting.toString();
  }

  /** For comparisons: blanks at the ends, width and case of letters do not count. */
  static String comparable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  private static int bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The characters of XML 1.0; half a surrogate pair is none. */
  private static boolean isXml(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }
}
