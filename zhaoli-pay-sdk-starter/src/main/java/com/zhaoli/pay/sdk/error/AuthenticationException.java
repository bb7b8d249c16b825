package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.Nullable;

/** The signature was refused: look at the app id, the keys, the salt and this machine's clock. */
public final class AuthenticationException extends ZhaoliPayException {

  private static final long serialVersionUID = 1L;

  public AuthenticationException(
      String message, @Nullable String code, @Nullable String requestId, int httpStatus) {
    super(message, code, requestId, httpStatus, null);
  }
}
