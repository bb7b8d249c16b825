package com.zhaoli.pay.sdk.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many requests: come back after {@link #retryAfter()}. */
public final class RateLimitedException extends ZhaoliPayException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public RateLimitedException(
      String message,
      @Nullable String code,
      @Nullable String requestId,
      int httpStatus,
      Duration retryAfter) {
    super(message, code, requestId, httpStatus, null);
    this.retryAfter = retryAfter;
  }

  /** How long the platform asks to wait. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
