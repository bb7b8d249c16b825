package com.zhaoli.pay.pos.device.web;

import com.zhaoli.pay.common.client.pos.TerminalRefusal;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.common.web.RepeatableRequest;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.device.DeviceSignatures;
import com.zhaoli.pay.pos.device.SignedRequest;
import com.zhaoli.pay.pos.trail.Refusals;
import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in requests of terminals: over https only, and signed but for the two calls of a device that
 * has no key yet. Every refusal is put on record. What slips past by another spelling of a path has
 * no {@code DeviceIdentity}, and its controller refuses it.
 */
final class DeviceSignatureFilter extends OncePerRequestFilter {
  private static final String PREFIX = "/pos/v1/";
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final DeviceSignatures signatures;
  private final Refusals refusals;
  private final ErrorBodyWriter errors;

  DeviceSignatureFilter(DeviceSignatures signatures, Refusals refusals, ErrorBodyWriter errors) {
    this.signatures = signatures;
    this.refusals = refusals;
    this.errors = errors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(PREFIX);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RepeatableRequest admitted;
    try {
      admitted = admit(request);
    } catch (ApiException refusal) {
      refusals.record(
          TerminalRefusal.claimedBy(request.getHeader(SigningHeaders.APP_ID)),
          refusal.code(),
          described(request));
      errors.write(request, response, refusal);
      return;
    }
    chain.doFilter(admitted, response);
  }

  private RepeatableRequest admit(HttpServletRequest request) throws IOException {
    // The gateway says how the terminal came; it lets in nothing else itself.
    if (!"https".equals(request.getHeader("X-Forwarded-Proto"))) {
      throw new ApiException(ErrorCode.HTTPS_REQUIRED);
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    RepeatableRequest admitted = new RepeatableRequest(request, body);
    if (!isOpen(request)) {
      SignedRequest signed = TerminalHeaders.read(request, body);
      requireOwnCertificate(request, signed.terminalNo());
      signatures.admit(signed).attachTo(admitted);
    }
    return admitted;
  }

  private static boolean isOpen(HttpServletRequest request) {
    String call = request.getMethod() + " " + request.getRequestURI();
    return call.equals("POST /pos/v1/activations") || call.equals("GET /pos/v1/time");
  }

  /** Where the terminal showed a certificate, nobody else's requests come by that connection. */
  private static void requireOwnCertificate(HttpServletRequest request, String terminalNo) {
    String certified = request.getHeader(ZhaoliHeaders.TERMINAL_CERTIFICATE);
    if (certified != null && !certified.equals(terminalNo)) {
      throw new ApiException(ErrorCode.TERMINAL_CERTIFICATE_MISMATCH);
    }
  }

  private static String described(HttpServletRequest request) {
    String certified = request.getHeader(ZhaoliHeaders.TERMINAL_CERTIFICATE);
    return request.getMethod()
        + " from "
        + Objects.requireNonNullElse(request.getHeader("X-Forwarded-For"), "unknown")
        + (certified == null ? "" : ", certificate of " + certified);
  }
}
