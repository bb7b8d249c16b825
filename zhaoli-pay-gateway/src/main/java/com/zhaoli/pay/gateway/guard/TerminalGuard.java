package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/**
 * For terminals: HTTPS only. The signature's headers are handed on as sent, since
 * pos-terminal-service verifies them; they say who the terminal claims to be, not who it is.
 */
public final class TerminalGuard implements Guard {

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    if (!request.isSecure()) {
      throw new ApiException(ErrorCode.HTTPS_REQUIRED);
    }
    TrustedHeaders headers = TrustedHeaders.none();
    for (String name : SigningHeaders.REQUIRED) {
      Enumeration<String> values = request.getHeaders(name);
      if (values.hasMoreElements()) {
        headers = headers.with(name, values.nextElement());
      }
      if (values.hasMoreElements()) {
        throw ApiException.of(ErrorCode.SIGN_HEADER_INVALID, name, "stands twice");
      }
    }
    RequestBody.read(request);
    return headers;
  }
}
