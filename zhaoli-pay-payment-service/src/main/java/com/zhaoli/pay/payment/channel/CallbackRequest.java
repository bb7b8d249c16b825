package com.zhaoli.pay.payment.channel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A callback as it came in: headers by name in any case, and the untouched bytes of the body. */
public final class CallbackRequest {
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  public CallbackRequest(Map<String, String> headers, byte[] body) {
    this.headers.putAll(headers);
    this.body = body.clone();
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /** The same headers with another body. */
  public CallbackRequest withBody(byte[] other) {
    return new CallbackRequest(headers, other);
  }

  public byte[] body() {
    return body.clone();
  }
}
