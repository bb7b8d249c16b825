package com.zhaoli.pay.simulator.till;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/** A QR code in letters, two of its rows on a line. */
final class QrText {
  private QrText() {}

  /** The code, dark on light whatever the terminal's colours are. */
  static String of(String content) {
    BitMatrix code;
    try {
      code =
          new QRCodeWriter()
              .encode(content, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 2));
    } catch (WriterException e) {
      throw new IllegalArgumentException("no QR code holds this", e);
    }
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < code.getHeight(); y += 2) {
      text.append("\u001b[30;107m");
      for (int x = 0; x < code.getWidth(); x++) {
        boolean upper = code.get(x, y);
        boolean lower = y + 1 < code.getHeight() && code.get(x, y + 1);
        text.append(upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ');
      }
      text.append("\u001b[0m\n");
    }
    return text.toString();
  }
}
