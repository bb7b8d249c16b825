package com.zhaoli.pay.e2e;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Stands in for the photo of a business licence. */
final class LicencePicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 640;
  private static final int MARGIN = 20;

  private LicencePicture() {}

  /** A PNG file: paper with a frame, and no text, which would need fonts. */
  static byte[] draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(0xF4E9C8));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(new Color(0xA3210F));
    pen.drawRect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
