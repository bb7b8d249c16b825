package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/**
 * For terminals: HTTPS only. The signature's headers are handed on as sent, since
 * pos-terminal-service verifies them; they say who the terminal claims to be, not who it is.
 */
public final class TerminalGuard implements Guard {

  private static final List<String> SIGNED =
      Stream.concat(SigningHeaders.REQUIRED.stream(), Stream.of(SigningHeaders.IDEMPOTENCY_KEY))
          .toList();

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    if (!request.isSecure()) {
      throw new ApiException(ErrorCode.HTTPS_REQUIRED);
    }
    TrustedHeaders headers = TrustedHeaders.none();
    for (String name : SIGNED) {
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
