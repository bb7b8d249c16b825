package com.zhaoli.pay.simulator.receipt;

import java.util.ArrayList;
import java.util.List;

/** Text on a slip or screen of fixed width: a Chinese character is two columns wide. */
public final class Columns {
  private Columns() {}

  /** How many columns the text takes. */
  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int c) {
    boolean wide =
        c >= 0x1100
            && (c <= 0x115F
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE4F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD));
    return wide ? 2 : 1;
  }

  /** The text with blanks up to the width. */
  public static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** Two texts at the two ends of a line; on two lines where one is too short. */
  public static String ends(String left, String right, int columns) {
    int gap = columns - width(left) - width(right);
    return gap >= 1
        ? left + " ".repeat(gap) + right
        : left + "\n" + " ".repeat(Math.max(0, columns - width(right))) + right;
  }

  /** The text in the middle of a line. */
  public static String centred(String text, int columns) {
    return " ".repeat(Math.max(0, (columns - width(text)) / 2)) + text;
  }

  /** The text in lines of at most so many columns, 2 or more; an empty one has none. */
  public static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int point : text.codePoints().toArray()) {
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

  /** Yuan of fen, such as 12.80. */
  public static String yuan(long fen) {
    return fen / 100 + "." + fen / 10 % 10 + fen % 10;
  }
}
