package com.zhaoli.pay.simulator.protocol;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the platform answered, whatever its status.
 *
 * @param retryAfterSeconds 0 when the answer does not say
 * @param bytes the body as it came
 */
public record Answer(
    int status, String requestId, long retryAfterSeconds, String contentType, byte[] bytes) {

  /** The body, an empty object when it is no JSON. */
  public JsonNode json() {
    try {
      return bytes.length == 0
          ? JsonMapper.shared().createObjectNode()
          : JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  /** The body as text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The error's code, empty when there is none. */
  public String code() {
    return json().path("code").asString("");
  }
}
