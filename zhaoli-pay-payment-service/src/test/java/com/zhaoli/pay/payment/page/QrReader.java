package com.zhaoli.pay.payment.page;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** A person's phone, as far as it reads the QR code in a picture. */
public final class QrReader {
  private QrReader() {}

  public static String read(byte[] picture) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      // The simple reader takes one in two hundred faultless codes for none: where the data looks
      // like a corner mark it tries no other three marks. A phone does, and so does this one.
      Result[] codes =
          new QRCodeMultiReader()
              .decodeMultiple(
                  new BinaryBitmap(
                      new HybridBinarizer(
                          new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))),
                  Map.of(DecodeHintType.TRY_HARDER, true));
      if (codes.length == 0) {
        throw new AssertionError("the QR code cannot be read");
      }
      return codes[0].getText();
    } catch (NotFoundException e) {
      throw new AssertionError("there is no QR code in the picture", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
