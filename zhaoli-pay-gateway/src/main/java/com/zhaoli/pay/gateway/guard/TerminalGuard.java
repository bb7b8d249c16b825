package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.edge.ClientCertificates;
import com.zhaoli.pay.gateway.edge.TlsProperties;
import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * For terminals: HTTPS only, and with a certificate where the platform asks for one. The
 * signature's headers are handed on as sent, since pos-terminal-service verifies them; they say who
 * the terminal claims to be, not who it is. The certificate's terminal is one that was verified.
 */
@Component
public final class TerminalGuard implements Guard {

  private static final List<String> SIGNED =
      Stream.concat(SigningHeaders.REQUIRED.stream(), Stream.of(SigningHeaders.IDEMPOTENCY_KEY))
          .toList();

  /** The calls of a device that is nobody yet. */
  private static final Set<String> BEFORE_ACTIVATION =
      Set.of("POST /pos/v1/activations", "GET /pos/v1/time");

  private final boolean certificateRequired;
  private final TerminalRefusals refusals;

  TerminalGuard(TlsProperties tls, TerminalRefusals refusals) {
    this.certificateRequired = tls.clientCertificates() == ClientCertificates.REQUIRED;
    this.refusals = refusals;
  }

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    TrustedHeaders headers = certified(request);
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

  private TrustedHeaders certified(HttpServletRequest request) {
    try {
      return connectionOf(request);
    } catch (ApiException refusal) {
      refusals.add(request, refusal.code());
      throw refusal;
    }
  }

  private TrustedHeaders connectionOf(HttpServletRequest request) {
    if (!request.isSecure()) {
      throw new ApiException(ErrorCode.HTTPS_REQUIRED);
    }
    Optional<String> terminalNo = TerminalCertificate.of(request);
    if (terminalNo.isEmpty() && certificateRequired && !isBeforeActivation(request)) {
      throw new ApiException(ErrorCode.TERMINAL_CERTIFICATE_REQUIRED);
    }
    return terminalNo
        .map(number -> TrustedHeaders.none().with(ZhaoliHeaders.TERMINAL_CERTIFICATE, number))
        .orElseGet(TrustedHeaders::none);
  }

  private static boolean isBeforeActivation(HttpServletRequest request) {
    return BEFORE_ACTIVATION.contains(request.getMethod() + " " + request.getRequestURI());
  }
}
