package com.zhaoli.pay.pos.receipt;

import com.zhaoli.pay.pos.receipt.ReceiptLine.Style;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a receipt is written in. */
public enum ReceiptFormat {
  /** UTF-8, for a screen or the terminal's own printing. */
  TEXT {
    @Override
    byte[] write(List<ReceiptLine> lines, int columns) {
      StringBuilder text = new StringBuilder();
      for (ReceiptLine line : lines) {
        int left = line.style() == Style.PLAIN ? 0 : (columns - PrintedText.width(line.text())) / 2;
        text.append(" ".repeat(left)).append(line.text()).append('\n');
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  },

  /**
   * The commands of ESC/POS printers, with text in GB18030. No byte of a character there is below
   * 0x20, so that clean text cannot command the printer.
   */
  ESCPOS {
    @Override
    byte[] write(List<ReceiptLine> lines, int columns) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(INITIALISE);
      out.writeBytes(CHINESE);
      for (ReceiptLine line : lines) {
        out.writeBytes(begin(line.style()));
        out.writeBytes(line.text().getBytes(GB18030));
        out.write('\n');
        out.writeBytes(end(line.style()));
      }
      out.writeBytes(FEED);
      out.writeBytes(CUT);
      return out.toByteArray();
    }
  };

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final byte[] INITIALISE = {0x1b, '@'};
  private static final byte[] CHINESE = {0x1c, '&'};
  private static final byte[] LEFT = {0x1b, 'a', 0};
  private static final byte[] CENTRE = {0x1b, 'a', 1};
  private static final byte[] CENTRE_BOLD = {0x1b, 'a', 1, 0x1b, 'E', 1};
  private static final byte[] BOLD_OFF = {0x1b, 'E', 0};

  /** The size is set for Chinese characters by itself: some printers keep the two apart. */
  private static final byte[] CENTRE_LARGE = {
    0x1b, 'a', 1, 0x1b, 'E', 1, 0x1d, '!', 0x11, 0x1c, '!', 0x0c
  };

  private static final byte[] LARGE_OFF = {0x1d, '!', 0, 0x1c, '!', 0, 0x1b, 'E', 0};
  private static final byte[] NOTHING = {};

  /** Past the print head, four lines. */
  private static final byte[] FEED = {0x1b, 'd', 4};

  /** All but one point, which keeps the slip from falling. */
  private static final byte[] CUT = {0x1d, 'V', 1};

  /** The receipt as bytes. */
  abstract byte[] write(List<ReceiptLine> lines, int columns);

  private static byte[] begin(Style style) {
    return switch (style) {
      case PLAIN -> LEFT;
      case CENTRED -> CENTRE;
      case CENTRED_BOLD -> CENTRE_BOLD;
      case CENTRED_LARGE -> CENTRE_LARGE;
    };
  }

  private static byte[] end(Style style) {
    return switch (style) {
      case PLAIN, CENTRED -> NOTHING;
      case CENTRED_BOLD -> BOLD_OFF;
      case CENTRED_LARGE -> LARGE_OFF;
    };
  }
}
