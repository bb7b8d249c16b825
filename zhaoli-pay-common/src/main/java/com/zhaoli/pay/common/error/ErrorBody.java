package com.zhaoli.pay.common.error;

import java.util.Map;

/**
 * The error body that every refusal of the platform carries.
 *
 * @param code stable name from {@link ErrorCode}
 * @param message for a person, in the language asked for
 * @param requestId names the request in our logs
 * @param details what exactly was wrong, by field or topic; empty when there is nothing to add
 */
public record ErrorBody(
    String code, String message, String requestId, Map<String, String> details) {

  public ErrorBody {
    details = Map.copyOf(details);
  }
}
