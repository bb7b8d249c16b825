package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/** There is no such object for this merchant. */
public final class NotFoundException extends ZhaoliPayException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(
      String message, @Nullable String code, @Nullable String requestId, int httpStatus) {
    super(message, code, requestId, httpStatus, null);
  }
}
