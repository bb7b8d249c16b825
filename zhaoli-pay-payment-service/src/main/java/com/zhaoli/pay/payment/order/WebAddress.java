package com.zhaoli.pay.payment.order;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An address that a merchant gives us to call or to send a browser to. */
final class WebAddress {
  static final int MAX_LENGTH = 512;

  private WebAddress() {}

  /**
   * Adds a problem unless the address is absent or absolute http(s) without user info. Whether its
   * host may be called is decided where it is called.
   */
  static void check(String name, @Nullable String address, Map<String, String> problems) {
    if (address != null) {
      String problem = problemOf(address);
      if (problem != null) {
        problems.put(name, problem);
      }
    }
  }

  private static @Nullable String problemOf(String address) {
    if (address.length() > MAX_LENGTH) {
      return "must have at most " + MAX_LENGTH + " characters";
    }
    if (!address.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return "must be an URL of ASCII characters, the others percent-encoded";
    }
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return "is not a valid URL";
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "must be an absolute http or https URL";
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      return "must name a host, and a port of 1 to 65535 if any";
    }
    if (uri.getRawUserInfo() != null) {
      return "must not have user info";
    }
    return uri.getRawFragment() == null ? null : "must not have a fragment";
  }
}
