package com.zhaoli.pay.signing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Line 4 of the string to sign: every pair decoded, encoded again by RFC 3986 and sorted, so that
 * two spellings of one query sign alike.
 *
 * <p>Decoding is strict. An escape that is cut short or not hexadecimal, bytes that are not UTF-8,
 * and characters that may not stand raw in a query are refused: a lenient decoder would give two
 * different queries one signature.
 */
public final class CanonicalQuery {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private CanonicalQuery() {}

  /**
   * Brings a query into its canonical form.
   *
   * @param rawQuery the query as on the request line, without {@code ?}; null when there is none
   * @throws MalformedQueryException when it cannot be decoded
   */
  public static String of(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return "";
    }
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    while (start <= rawQuery.length()) {
      int ampersand = rawQuery.indexOf('&', start);
      int end = ampersand < 0 ? rawQuery.length() : ampersand;
      if (end > start) {
        pairs.add(pair(rawQuery.substring(start, end)));
      }
      start = end + 1;
    }
    pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    StringBuilder canonical = new StringBuilder(rawQuery.length() + 16);
    for (Pair pair : pairs) {
      if (canonical.length() > 0) {
        canonical.append('&');
      }
      canonical.append(pair.name).append('=').append(pair.value);
    }
    return canonical.toString();
  }

  private static Pair pair(String part) {
    int equals = part.indexOf('=');
    return equals < 0
        ? new Pair(normalise(part), "")
        : new Pair(normalise(part.substring(0, equals)), normalise(part.substring(equals + 1)));
  }

  private static String normalise(String text) {
    byte[] bytes = decode(text);
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte signed : bytes) {
      int b = signed & 0xFF;
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX[b >> 4]).append(HEX[b & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static byte[] decode(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length()) {
          throw new MalformedQueryException("an escape in the query is cut short");
        }
        int high = hexDigit(text.charAt(i + 1));
        int low = hexDigit(text.charAt(i + 2));
        if (high < 0 || low < 0) {
          throw new MalformedQueryException("an escape in the query is not hexadecimal");
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 3;
      } else if (c <= ' ' || c >= 0x7F) {
        throw new MalformedQueryException("a character in the query must be percent-encoded");
      } else {
        bytes[length++] = (byte) c;
        i++;
      }
    }
    byte[] decoded = Arrays.copyOf(bytes, length);
    requireUtf8(decoded);
    return decoded;
  }

  private static void requireUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new MalformedQueryException("the query is not UTF-8");
    }
  }

  /** ASCII only, unlike {@link Character#digit}, which also takes full-width digits. */
  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private static boolean isUnreserved(int b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }

  /** Both sides are ASCII already, so that the order of chars is the order of bytes. */
  private record Pair(String name, String value) {}
}
