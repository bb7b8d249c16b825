package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * No final answer came: the platform could not be reached, did not answer in time or failed, a copy
 * of the request is being worked on, or a later try was refused although an earlier one may have
 * worked. The request may have taken effect. Send the same request with the same outTradeNo again,
 * or query it; never give up an order for this.
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
