package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * A call did not succeed. The subclass says what that means for the caller; {@link #code()} is the
 * platform's stable code, and {@link #requestId()} is what its support asks for.
 */
public abstract class ZhaoliPayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String code;
  private final @Nullable String requestId;
  private final int httpStatus;

  ZhaoliPayException(
      String message,
      @Nullable String code,
      @Nullable String requestId,
      int httpStatus,
      @Nullable Throwable cause) {
    super(requestId == null ? message : message + " (requestId " + requestId + ")", cause);
    this.code = code;
    this.requestId = requestId;
    this.httpStatus = httpStatus;
  }

  /** Such as {@code OUT_TRADE_NO_CONFLICT}; null when the platform gave none. */
  public @Nullable String code() {
    return code;
  }

  /** Names the request in the platform's logs; null when no answer came. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The answer's HTTP status; 0 when no answer came. */
  public int httpStatus() {
    return httpStatus;
  }
}
