package com.zhaoli.pay.payment.page;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/** A QR code: a square of modules, dark or light. Level M, so that a scratched one still reads. */
public final class QrCode {
  /** The standard wants four light modules around; screens and posters that are white add to it. */
  private static final int QUIET_MODULES = 4;

  private static final int PIXELS_PER_MODULE = 8;
  private static final int DARK = 0x000000;
  private static final int LIGHT = 0xFFFFFF;

  private final ByteMatrix modules;

  private QrCode(ByteMatrix modules) {
    this.modules = modules;
  }

  /**
   * The code of a text.
   *
   * @throws IllegalArgumentException when it is too long for one
   */
  public static QrCode of(String text) {
    try {
      return new QrCode(
          Encoder.encode(
                  text,
                  ErrorCorrectionLevel.M,
                  Map.of(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name()))
              .getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }

  /** Modules along a side, without the quiet zone. */
  public int size() {
    return modules.getWidth();
  }

  public boolean isDark(int x, int y) {
    return modules.get(x, y) == 1;
  }

  /** A picture with its quiet zone, eight pixels a module. */
  public byte[] png() {
    int side = (size() + 2 * QUIET_MODULES) * PIXELS_PER_MODULE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, isDarkPixel(x, y) ? DARK : LIGHT);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private boolean isDarkPixel(int x, int y) {
    int column = x / PIXELS_PER_MODULE - QUIET_MODULES;
    int row = y / PIXELS_PER_MODULE - QUIET_MODULES;
    return column >= 0 && row >= 0 && column < size() && row < size() && isDark(column, row);
  }
}
