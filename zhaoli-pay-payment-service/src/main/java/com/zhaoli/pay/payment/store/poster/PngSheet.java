package com.zhaoli.pay.payment.store.poster;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.fontbox.ttf.GlyphData;

/** A picture: 400 dots an inch on A6, 200 on A4. */
final class PngSheet implements Sheet {
  static final int WIDTH_PIXELS = 1_654;
  static final int HEIGHT_PIXELS = 2_331;

  private final PosterFont font;
  private final BufferedImage image =
      new BufferedImage(WIDTH_PIXELS, HEIGHT_PIXELS, BufferedImage.TYPE_3BYTE_BGR);
  private final Graphics2D graphics = image.createGraphics();

  PngSheet(PosterFont font) {
    this.font = font;
    graphics.scale((double) WIDTH_PIXELS / WIDTH, (double) HEIGHT_PIXELS / HEIGHT);
  }

  @Override
  public void fill(int rgb, int x, int y, int width, int height) {
    // Modules of a QR code must meet without a grey seam.
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    graphics.setColor(new Color(rgb));
    graphics.fillRect(x, y, width, height);
  }

  @Override
  public void write(int rgb, String text, int x, int baseline, int size) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(new Color(rgb));
    AffineTransform before = graphics.getTransform();
    double scale = (double) size / font.unitsPerEm();
    graphics.translate(x, baseline);
    graphics.scale(scale, -scale);
    text.codePoints()
        .forEach(
            codePoint -> {
              GlyphData outline = font.outline(codePoint);
              if (outline != null) {
                graphics.fill(outline.getPath());
              }
              graphics.translate(font.advance(codePoint), 0);
            });
    graphics.setTransform(before);
  }

  byte[] finish() throws IOException {
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
