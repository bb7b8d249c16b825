package com.zhaoli.pay.pos.receipt;

import com.zhaoli.pay.pos.receipt.ReceiptLine.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out a receipt. Whatever text is put on it, no line is wider than the paper. */
final class Paper {
  private final int columns;
  private final List<ReceiptLine> lines = new ArrayList<>();

  Paper(int columns) {
    this.columns = columns;
  }

  List<ReceiptLine> lines() {
    return List.copyOf(lines);
  }

  Paper rule() {
    lines.add(new ReceiptLine("-".repeat(columns), Style.PLAIN));
    return this;
  }

  Paper centred(String text) {
    return wrapped(text, Style.CENTRED);
  }

  Paper bold(String text) {
    return wrapped(text, Style.CENTRED_BOLD);
  }

  /** The one number that matters; of normal size where it is too long. */
  Paper large(String text) {
    String clean = PrintedText.clean(text);
    return wrapped(
        clean, 2 * PrintedText.width(clean) <= columns ? Style.CENTRED_LARGE : Style.CENTRED_BOLD);
  }

  /** A label at the left edge and its value at the right; without a value there is no line. */
  Paper row(String label, @Nullable String value) {
    String clean = value == null ? "" : PrintedText.clean(value);
    if (clean.isEmpty()) {
      return this;
    }
    int gap = columns - PrintedText.width(label) - PrintedText.width(clean);
    if (gap > 0) {
      lines.add(new ReceiptLine(label + " ".repeat(gap) + clean, Style.PLAIN));
      return this;
    }
    lines.add(new ReceiptLine(label, Style.PLAIN));
    for (String part : PrintedText.wrap(clean, columns)) {
      lines.add(new ReceiptLine(" ".repeat(columns - PrintedText.width(part)) + part, Style.PLAIN));
    }
    return this;
  }

  private Paper wrapped(String text, Style style) {
    for (String line : PrintedText.wrap(PrintedText.clean(text), columns)) {
      lines.add(new ReceiptLine(line.strip(), style));
    }
    return this;
  }
}
