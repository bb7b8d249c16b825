package com.zhaoli.pay.merchant;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures that look a little like a licence. */
public final class Pictures {
  private Pictures() {}

  public static byte[] licence(String format) {
    return draw(format, 900, 640, BufferedImage.TYPE_INT_RGB);
  }

  public static byte[] draw(String format, int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(0xF4E9C8));
    pen.fillRect(0, 0, width, height);
    pen.setColor(new Color(0xA3210F));
    pen.drawRect(20, 20, width - 40, height - 40);
    pen.setFont(new Font(Font.SERIF, Font.BOLD, Math.max(12, height / 10)));
    pen.drawString("BUSINESS LICENCE", width / 8, height / 2);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
