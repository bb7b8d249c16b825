package com.zhaoli.pay.sandbox;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** QR codes as PNG. */
public final class QrImage {
  private static final int PIXELS = 280;

  private QrImage() {}

  /** The PNG of a code with this content. */
  public static byte[] png(String content) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      MatrixToImageWriter.writeToStream(
          new QRCodeWriter()
              .encode(
                  content,
                  BarcodeFormat.QR_CODE,
                  PIXELS,
                  PIXELS,
                  Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.CHARACTER_SET, "UTF-8")),
          "PNG",
          png);
      return png.toByteArray();
    } catch (WriterException e) {
      throw new IllegalArgumentException("No QR code can hold this", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
