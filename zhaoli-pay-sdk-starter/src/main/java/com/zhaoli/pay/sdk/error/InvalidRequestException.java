package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/** The platform cannot take this request as it is: mend it, do not repeat it. */
public final class InvalidRequestException extends ZhaoliPayException {

  private static final long serialVersionUID = 1L;

  public InvalidRequestException(
      String message, @Nullable String code, @Nullable String requestId, int httpStatus) {
    super(message, code, requestId, httpStatus, null);
  }
}
