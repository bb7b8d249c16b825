package com.zhaoli.pay.merchant.licence;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A picture that was drawn anew from what somebody sent: of the file that came, only the pixels are
 * left. Places where it was taken, scripts, and whatever else hides in a picture file are gone.
 */
public final class LicencePicture {
  /** What is taken at most. The gateway takes a MiB. */
  public static final int MAX_BYTES = 900 * 1024;

  static final int MIN_SIDE = 300;
  static final int MAX_SIDE = 4000;

  /** With the copy that is drawn, some 30 MB of memory. */
  static final int MAX_PIXELS = 4_000_000;

  /** Cameras make some ten. Each may cost a walk over the whole picture in a few bytes of file. */
  static final int MAX_SCANS = 64;

  private static final Logger log = LoggerFactory.getLogger(LicencePicture.class);
  private static final String BROKEN = "is broken or not complete";
  private static final int MAX_BITS_PER_PIXEL = 32;
  private static final float[] QUALITIES = {0.85f, 0.6f, 0.4f};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private final byte[] jpeg;

  private LicencePicture(byte[] jpeg) {
    this.jpeg = jpeg;
  }

  /** The picture as a JPEG file. */
  public byte[] jpeg() {
    return jpeg.clone();
  }

  /**
   * Draws what was sent. Its size is known from its head, before anything is unpacked.
   *
   * @throws ApiException BODY_TOO_LARGE, or LICENCE_PICTURE_INVALID that says why
   */
  public static LicencePicture draw(byte[] sent) {
    if (sent.length > MAX_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    BufferedImage decoded;
    try {
      decoded = decode(sent, format(sent));
    } catch (ApiException refusal) {
      throw refusal;
    } catch (IOException | RuntimeException hostile) {
      // The JDK's readers meet hostile files with exceptions of every kind.
      log.info("A picture cannot be read: {}", hostile.toString());
      throw invalid(BROKEN);
    }
    return new LicencePicture(encode(copy(decoded)));
  }

  private static String format(byte[] sent) {
    if (startsWith(sent, PNG)) {
      return "png";
    }
    if (!startsWith(sent, JPEG)) {
      throw invalid("must be JPEG or PNG");
    }
    if (scans(sent) > MAX_SCANS) {
      throw invalid("has too many scans");
    }
    return "jpeg";
  }

  private static boolean startsWith(byte[] sent, byte[] magic) {
    return sent.length >= magic.length
        && Arrays.equals(sent, 0, magic.length, magic, 0, magic.length);
  }

  /** Start-of-scan markers; within a scan's data the same bytes cannot stand. */
  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i - 1] == (byte) 0xFF && jpeg[i] == (byte) 0xDA) {
        scans++;
      }
    }
    return scans;
  }

  private static BufferedImage decode(byte[] sent, String format) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
      reader.setInput(in, true, true);
      checkSize(reader);
      AtomicBoolean warned = new AtomicBoolean();
      reader.addIIOReadWarningListener((source, warning) -> warned.set(true));
      BufferedImage decoded = reader.read(0);
      // A JPEG that was cut off is filled up with grey, and only a warning tells.
      if (warned.get()) {
        throw invalid(BROKEN);
      }
      return decoded;
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (Math.min(width, height) < MIN_SIDE) {
      throw invalid("must have at least " + MIN_SIDE + " pixels on each side");
    }
    if (Math.max(width, height) > MAX_SIDE || width * height > MAX_PIXELS) {
      throw invalid("must have at most " + MAX_PIXELS + " pixels");
    }
    ImageTypeSpecifier type = reader.getRawImageType(0);
    if (type != null && type.getColorModel().getPixelSize() > MAX_BITS_PER_PIXEL) {
      throw invalid("must have 8 bits for each colour");
    }
  }

  private static BufferedImage copy(BufferedImage decoded) {
    BufferedImage copy =
        new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = copy.createGraphics();
    try {
      canvas.drawImage(decoded, 0, 0, Color.WHITE, null);
    } finally {
      canvas.dispose();
    }
    return copy;
  }

  private static byte[] encode(BufferedImage image) {
    for (float quality : QUALITIES) {
      byte[] jpeg = encode(image, quality);
      if (jpeg.length <= MAX_BYTES) {
        return jpeg;
      }
    }
    throw invalid("has too much detail; make it smaller");
  }

  private static byte[] encode(BufferedImage image, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new IllegalStateException("A picture cannot be written to memory.", e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static ApiException invalid(String problem) {
    return ApiException.of(ErrorCode.LICENCE_PICTURE_INVALID, "picture", problem);
  }
}
