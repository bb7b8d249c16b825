package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * No final answer came: the platform could not be reached, did not answer in time or failed. The
 * request may have taken effect. Send the same request with the same outTradeNo again, or query it.
 */
public final class OutcomeUnknownException extends ZhaoliPayException {

  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(
      String message,
      @Nullable String code,
      @Nullable String requestId,
      int httpStatus,
      @Nullable Throwable cause) {
    super(message, code, requestId, httpStatus, cause);
  }
}
