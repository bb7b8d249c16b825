package com.zhaoli.pay.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of merchants' pages. */
public final class WebAddress {
  private static final int MAX_LENGTH = 2_048;

  private WebAddress() {}

  /** A whole http or https address; empty for anything else. */
  public static Optional<URI> of(@Nullable String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address with these parameters after its own, and without its fragment. */
  public static URI with(URI address, Map<String, String> parameters) {
    String text = address.toString();
    int fragment = text.indexOf('#');
    StringBuilder extended = new StringBuilder(fragment < 0 ? text : text.substring(0, fragment));
    char separator = address.getRawQuery() == null ? '?' : '&';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      extended
          .append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return URI.create(extended.toString());
  }
}
