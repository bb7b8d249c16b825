package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/** The request contradicts what is there, such as an outTradeNo used for another payment. */
public final class ConflictException extends ZhaoliPayException {

  private static final long serialVersionUID = 1L;

  public ConflictException(
      String message, @Nullable String code, @Nullable String requestId, int httpStatus) {
    super(message, code, requestId, httpStatus, null);
  }
}
