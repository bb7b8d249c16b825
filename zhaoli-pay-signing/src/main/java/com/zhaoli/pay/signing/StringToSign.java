package com.zhaoli.pay.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The eight lines that a request's signature covers, as {@code spec/open-api-signing.md} defines
 * them.
 *
 * @param value the lines, joined by a single line feed, without one at the end
 */
public record StringToSign(String value) {

  private static final String VERSION = "ZHAOLI1";

  /**
   * Builds the lines from the parts as they travel.
   *
   * @param path exactly as on the request line, percent-encoding kept, without the query
   * @param rawQuery as on the request line, null when there is none
   * @param idempotencyKey null when the header is absent
   * @param body the raw bytes, empty when there is none
   * @throws MalformedQueryException when the query cannot be decoded
   * @throws IllegalArgumentException when a part holds a line break, which would let one part pass
   *     for another
   */
  public static StringToSign of(
      String method,
      String path,
      @Nullable String rawQuery,
      String timestamp,
      String nonce,
      @Nullable String idempotencyKey,
      byte[] body) {
    String canonicalQuery = CanonicalQuery.of(rawQuery);
    return new StringToSign(
        String.join(
            "\n",
            VERSION,
            line(method).toUpperCase(Locale.ROOT),
            line(path),
            canonicalQuery,
            line(timestamp),
            line(nonce),
            idempotencyKey == null ? "" : line(idempotencyKey),
            sha256Hex(body)));
  }

  private static String line(String part) {
    if (part.indexOf('\n') >= 0 || part.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a signed part holds a line break");
    }
    return part;
  }

  private static String sha256Hex(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
