package com.zhaoli.pay.merchant.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicencePictureTest {
  private static final String POLYGLOT = "<html><script>alert(document.domain)</script></html>";

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void aPictureIsDrawnAnewAsJpegOfTheSameSize(String format) throws IOException {
    byte[] drawn = LicencePicture.draw(Pictures.licence(format)).jpeg();

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn));
    assertThat(drawn).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getHeight()).isEqualTo(640);
  }

  @Test
  void whatIsTransparentBecomesWhite() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB), "png", png);

    byte[] drawn = LicencePicture.draw(png.toByteArray()).jpeg();

    assertThat(ImageIO.read(new ByteArrayInputStream(drawn)).getRGB(200, 200))
        .isEqualTo(0xFFFFFFFF);
  }

  @Test
  void whatHidesInAPictureFileIsGone() throws IOException {
    byte[] text = ("Comment\0" + POLYGLOT).getBytes(StandardCharsets.ISO_8859_1);
    byte[] png = Pictures.licence("png");
    byte[] inside = insert(png, 33, chunk("tEXt", text));
    byte[] polyglot = concat(inside, POLYGLOT.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(readable(polyglot)).contains("<script>");

    assertThat(readable(LicencePicture.draw(polyglot).jpeg())).doesNotContain("script", "html");
  }

  @Test
  void whereAPhotoWasTakenIsGone() throws IOException {
    byte[] exif = "Exif\0\0GPSLatitude 22.5431".getBytes(StandardCharsets.ISO_8859_1);
    byte[] segment =
        ByteBuffer.allocate(4 + exif.length)
            .putShort((short) 0xFFE1)
            .putShort((short) (2 + exif.length))
            .put(exif)
            .array();
    byte[] photo = insert(Pictures.licence("jpeg"), 2, segment);

    assertThat(readable(LicencePicture.draw(photo).jpeg())).doesNotContain("Exif", "GPS");
  }

  @ParameterizedTest
  @CsvSource({"jpeg, 0.95", "jpeg, 0.5", "jpeg, 0.1", "png, 0.95", "png, 0.5", "png, 0.1"})
  void aPictureThatWasCutOffIsRefused(String format, double part) {
    byte[] whole = Pictures.licence(format);

    refused(Arrays.copyOf(whole, (int) (whole.length * part)), "not complete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void otherFormatsAreRefusedWhateverTheyAreCalled(String format) {
    refused(Pictures.draw(format, 400, 400, BufferedImage.TYPE_INT_RGB), "JPEG or PNG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<html>",
        "GIF89a",
        "%PDF-1.7",
        "RIFF"
      })
  void whatIsNoPictureIsRefused(String content) {
    refused(content.getBytes(StandardCharsets.ISO_8859_1), "JPEG or PNG");
  }

  @ParameterizedTest
  @CsvSource({"20000, 20000", "4001, 300", "2001, 2000", "2147483647, 2147483647"})
  void aPictureThatWouldUnpackToGigabytesIsRefusedByItsHead(int width, int height)
      throws IOException {
    byte[] bomb = pngOfZeros(width, height, 8);
    assertThat(bomb).hasSizeLessThan(100_000);

    long before = allocated();
    refused(bomb, "");
    assertThat(allocated() - before).isLessThan(5_000_000);
  }

  @Test
  void aPictureOfMoreBitsThanASreenShowsIsRefused() throws IOException {
    refused(pngOfZeros(2000, 2000, 16), "8 bits");
  }

  @Test
  void aPictureTooSmallToReadIsRefused() {
    refused(Pictures.draw("png", 299, 400, BufferedImage.TYPE_INT_RGB), "300 pixels");
  }

  @Test
  void aPictureOfManyScansIsRefused() {
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[] jpeg = Pictures.licence("jpeg");
    byte[] head = Arrays.copyOf(jpeg, jpeg.length - 2);
    for (int i = 0; i <= LicencePicture.MAX_SCANS; i++) {
      head = concat(head, scan);
    }
    refused(head, "scans");
  }

  @Test
  void moreBytesThanAllowedAreRefused() {
    assertThatThrownBy(() -> LicencePicture.draw(new byte[LicencePicture.MAX_BYTES + 1]))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
  }

  @Test
  void aPictureWithAnyByteChangedIsDrawnOrRefusedButNeverBreaks() {
    Random random = new Random(20);
    for (String format : new String[] {"jpeg", "png"}) {
      byte[] whole = Pictures.draw(format, 320, 300, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 300; i++) {
        byte[] changed = whole.clone();
        changed[random.nextInt(i % 2 == 0 ? 700 : whole.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          assertThat(LicencePicture.draw(changed).jpeg()).startsWith(0xFF, 0xD8, 0xFF);
        } catch (ApiException refusal) {
          assertThat(refusal.code()).isEqualTo(ErrorCode.LICENCE_PICTURE_INVALID);
        }
      }
    }
  }

  private static void refused(byte[] sent, String why) {
    assertThatThrownBy(() -> LicencePicture.draw(sent))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.LICENCE_PICTURE_INVALID);
              assertThat(e.details().get("picture")).contains(why);
            });
  }

  /** Says its size in its head, and holds some rows of zeros, which take next to no room. */
  private static byte[] pngOfZeros(int width, int height, int bits) throws IOException {
    byte[] head =
        ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits).put((byte) 6).array();
    ByteArrayOutputStream zeros = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(zeros)) {
      deflater.write(new byte[10_000_000]);
    }
    byte[] magic = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    return concat(
        concat(magic, chunk("IHDR", head)),
        concat(chunk("IDAT", zeros.toByteArray()), chunk("IEND", new byte[0])));
  }

  private static byte[] chunk(String type, byte[] content) {
    byte[] body = concat(type.getBytes(StandardCharsets.US_ASCII), content);
    CRC32 crc = new CRC32();
    crc.update(body);
    return ByteBuffer.allocate(8 + body.length)
        .putInt(content.length)
        .put(body)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] insert(byte[] into, int at, byte[] part) {
    return concat(concat(Arrays.copyOf(into, at), part), Arrays.copyOfRange(into, at, into.length));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static String readable(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
