package com.zhaoli.pay.pos.receipt;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Text as a till's printer shows it. A printer of Chinese text sets all but ASCII two columns wide,
 * and so does this; on a screen such a line may look narrower, never wider.
 */
final class PrintedText {
  private static final int LAST_NARROW = 0x7e;

  private PrintedText() {}

  /**
   * The text without whatever is no plain letter or sign: a control character could command the
   * printer, one that changes the direction or stands on top of another could hide text.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    clean.append(' ');
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> {
                  // Left out.
                }
                default -> clean.appendCodePoint(point);
              }
            });
    return clean.toString().strip();
  }

  /** How many columns a clean text takes. */
  static int width(String clean) {
    return clean.codePoints().map(PrintedText::width).sum();
  }

  private static int width(int point) {
    return point <= LAST_NARROW ? 1 : 2;
  }

  /** A clean text in lines of at most so many columns, 2 or more. */
  static List<String> wrap(String clean, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int point : clean.codePoints().toArray()) {
      int width = width(point);
      if (used + width > columns) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      line.appendCodePoint(point);
      used += width;
    }
    if (used > 0) {
      lines.add(line.toString());
    }
    return lines;
  }
}
