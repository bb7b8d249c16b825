package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that came, and what it was answered. {@link #toString()} shows neither headers nor
 * body.
 *
 * @param operation null when the path or method is none of the open API's
 * @param path as sent, without the query
 * @param query as sent; null when there was none
 * @param headers by name, in any case
 * @param status 0 while no answer was sent, and for an answer that got lost on purpose
 */
public record ReceivedRequest(
    @Nullable Operation operation,
    String method,
    String path,
    @Nullable String query,
    Map<String, String> headers,
    String body,
    int status) {

  static ReceivedRequest of(@Nullable Operation operation, IncomingCall call, int status) {
    return new ReceivedRequest(
        operation,
        call.method(),
        call.path(),
        call.query(),
        call.headers(),
        new String(call.body(), StandardCharsets.UTF_8),
        status);
  }

  /** The body, read as an object. */
  public JsonObject json() {
    return JsonObject.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return method + " " + path + (query == null ? "" : "?" + query) + " -> " + status;
  }
}
