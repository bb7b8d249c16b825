package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import java.util.Map;
import java.util.TreeMap;

/** What is answered. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  static Answer of(int status, JsonBody body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body.toBytes());
  }

  static Answer ok(JsonBody body) {
    return of(200, body);
  }

  static Answer nothing() {
    return new Answer(204, Map.of(), new byte[0]);
  }

  static Answer refusal(Refusal refusal, String requestId) {
    JsonBody details = new JsonBody();
    refusal.details().forEach(details::with);
    Answer answer =
        of(
            refusal.error().httpStatus(),
            new JsonBody()
                .with("code", refusal.error().name())
                .with("message", refusal.error().message())
                .with("requestId", requestId)
                .with("details", details));
    Long retryAfter = refusal.retryAfterSeconds();
    return retryAfter == null ? answer : answer.with("Retry-After", retryAfter.toString());
  }

  Answer with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}
