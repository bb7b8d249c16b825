package com.zhaoli.pay.sdk.test;

import com.sun.net.httpserver.HttpExchange;
import com.zhaoli.pay.sdk.json.JsonException;
import com.zhaoli.pay.sdk.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param headers the first value of each, by name in any case
 * @param doubled the names of headers that stand more than once
 */
record IncomingCall(
    String method,
    String path,
    @Nullable String query,
    Map<String, String> headers,
    List<String> doubled,
    byte[] body) {

  static final int BODY_LIMIT_BYTES = 1024 * 1024;

  /** Reads a request; of a body that is too long one byte more than is allowed. */
  static IncomingCall read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return new IncomingCall(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        exchange.getRequestURI().getRawQuery(),
        Collections.unmodifiableMap(headers),
        exchange.getRequestHeaders().entrySet().stream()
            .filter(header -> header.getValue().size() > 1)
            .map(header -> header.getKey().toLowerCase(Locale.ROOT))
            .toList(),
        exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1));
  }

  static String decode(String escaped) {
    try {
      // A plus is a plus in the platform's addresses.
      return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(PlatformError.REQUEST_INVALID);
    }
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The value of a part of the query; null when there is none of that name. */
  @Nullable String parameter(String name) {
    if (query == null) {
      return null;
    }
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && decode(part.substring(0, equals)).equals(name)) {
        return decode(part.substring(equals + 1));
      }
    }
    return null;
  }

  /**
   * The body, which must be an object.
   *
   * @throws Refusal MEDIA_TYPE_UNSUPPORTED, REQUEST_BODY_MALFORMED
   */
  Fields fields() {
    if (body.length > 0 && !isJson(header("Content-Type"))) {
      throw new Refusal(PlatformError.MEDIA_TYPE_UNSUPPORTED);
    }
    try {
      return new Fields(JsonObject.parse(body).members());
    } catch (JsonException e) {
      throw new Refusal(PlatformError.REQUEST_BODY_MALFORMED);
    }
  }

  /** The same where a body may be left out. */
  Fields optionalFields() {
    return body.length == 0 ? new Fields(Map.of()) : fields();
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
  }
}
