package com.zhaoli.pay.payment.channel.wechat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a bill as they come, unzipped where it is zipped, with the hash of the text. Never
 * holds more than one line.
 */
final class BillLines {
  /** Many millions of orders. */
  private static final long MAX_BYTES = 4L * 1024 * 1024 * 1024;

  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** WeChat Pay's choice, against damage on the way; who sent it TLS tells. */
  private final MessageDigest digest = DigestUtils.getSha1Digest();

  private final InputStream text;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private long bytes;

  BillLines(InputStream file) throws IOException {
    InputStream raw = new BufferedInputStream(file, BUFFER_BYTES);
    this.text =
        new BufferedInputStream(
            new DigestInputStream(
                isZipped(raw) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw, digest),
            BUFFER_BYTES);
  }

  private static boolean isZipped(InputStream raw) throws IOException {
    raw.mark(2);
    int magic = raw.read() | raw.read() << 8;
    raw.reset();
    return magic == GZIPInputStream.GZIP_MAGIC;
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() throws IOException, DamagedBillException {
    int length = 0;
    for (int read = text.read(); read >= 0; read = text.read()) {
      bytes++;
      if (bytes > MAX_BYTES) {
        throw new DamagedBillException("it is larger than any real bill");
      }
      if (read == '\n') {
        return decoded(length);
      }
      if (length == MAX_LINE_BYTES) {
        throw new DamagedBillException("a line is longer than any real one");
      }
      line[length++] = (byte) read;
    }
    return length == 0 ? null : decoded(length);
  }

  private String decoded(int length) throws DamagedBillException {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, end)).toString();
    } catch (CharacterCodingException e) {
      throw new DamagedBillException("it is no UTF-8 text");
    }
  }

  /** The SHA-1 of the text, once it is read to its end. */
  String sha1Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
