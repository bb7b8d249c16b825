package com.zhaoli.pay.signing;

import java.util.Locale;

/**
 * The rule for a request's path: what is signed, what is routed and what the service behind sees
 * must be one path, so nothing may stand in it that a server would resolve away.
 */
public final class RequestPath {

  private RequestPath() {}

  /**
   * Whether the raw path may be signed and routed. Refused are a path that does not begin with
   * {@code /}, an empty segment ({@code //}), the dot segments {@code .} and {@code ..}, also
   * percent-encoded, followed by a path parameter or delimited by an encoded slash or backslash,
   * control characters and characters outside ASCII, and malformed escapes.
   */
  public static boolean isUnambiguous(String rawPath) {
    if (!rawPath.startsWith("/") || !isPlainAscii(rawPath)) {
      return false;
    }
    if (rawPath.contains("//") || !escapesAreSound(rawPath)) {
      return false;
    }
    String unescaped =
        rawPath
            .toLowerCase(Locale.ROOT)
            .replace("%2e", ".")
            .replace("%2f", "/")
            .replace("%5c", "/")
            .replace('\\', '/');
    for (String segment : unescaped.split("/", -1)) {
      int parameter = segment.indexOf(';');
      String name = parameter < 0 ? segment : segment.substring(0, parameter);
      if (name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlainAscii(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '?' || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static boolean escapesAreSound(String path) {
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      if (i + 2 >= path.length()) {
        return false;
      }
      int high = Character.digit(path.charAt(i + 1), 16);
      int low = Character.digit(path.charAt(i + 2), 16);
      // An encoded control character ends strings or headers somewhere behind us.
      if (high < 0 || low < 0 || high * 16 + low < ' ') {
        return false;
      }
    }
    return true;
  }
}
