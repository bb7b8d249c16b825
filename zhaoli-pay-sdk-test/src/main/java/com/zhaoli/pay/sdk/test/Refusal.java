package com.zhaoli.pay.sdk.test;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a call with an error of the platform's. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final PlatformError error;
  private final transient Map<String, String> details;
  private final @Nullable Long retryAfterSeconds;

  Refusal(PlatformError error) {
    this(error, Map.of());
  }

  Refusal(PlatformError error, String topic, String detail) {
    this(error, Map.of(topic, detail));
  }

  Refusal(PlatformError error, Map<String, String> details) {
    this(error, details, null);
  }

  Refusal(PlatformError error, Map<String, String> details, @Nullable Long retryAfterSeconds) {
    super(error + " " + details);
    this.error = error;
    this.details = Map.copyOf(details);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  PlatformError error() {
    return error;
  }

  Map<String, String> details() {
    return details;
  }

  @Nullable Long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
