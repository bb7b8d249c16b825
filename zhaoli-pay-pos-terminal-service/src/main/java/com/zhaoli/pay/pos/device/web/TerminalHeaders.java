package com.zhaoli.pay.pos.device.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.device.SignedRequest;
import com.zhaoli.pay.signing.MalformedQueryException;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.StringToSign;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the signature's headers of a terminal's request, each of the form that the spec gives. */
final class TerminalHeaders {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern TIMESTAMP = Pattern.compile("0|[1-9][0-9]{0,11}");

  /** Twenty digits, of which the largest numbers do not fit what the counter is kept in. */
  private static final Pattern COUNTER = Pattern.compile("0[0-9]{19}");

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private TerminalHeaders() {}

  /**
   * The request as its headers tell it.
   *
   * @throws ApiException SIGN_HEADER_INVALID with the name of what is missing, doubled or malformed
   */
  static SignedRequest read(HttpServletRequest request, byte[] body) {
    String terminalNo = matching(ID, request, SigningHeaders.APP_ID);
    String keyId = matching(ID, request, SigningHeaders.APP_KEY);
    String timestamp = matching(TIMESTAMP, request, SigningHeaders.TIMESTAMP);
    String nonce = matching(COUNTER, request, SigningHeaders.NONCE);
    if (!required(request, SigningHeaders.SIGN_TYPE).equals("HMAC-SHA256")) {
      throw invalid(SigningHeaders.SIGN_TYPE, "must be HMAC-SHA256");
    }
    String sign = matching(HEX, request, SigningHeaders.SIGN);
    String idempotencyKey = single(request, SigningHeaders.IDEMPOTENCY_KEY);
    if (idempotencyKey != null && !IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
      throw invalid(SigningHeaders.IDEMPOTENCY_KEY, "is malformed");
    }
    return new SignedRequest(
        terminalNo,
        keyId,
        Long.parseLong(timestamp),
        counter(nonce),
        lines(request, timestamp, nonce, idempotencyKey, body),
        sign);
  }

  private static long counter(String nonce) {
    try {
      return Long.parseLong(nonce);
    } catch (NumberFormatException e) {
      throw invalid(SigningHeaders.NONCE, "is larger than " + Long.MAX_VALUE);
    }
  }

  private static StringToSign lines(
      HttpServletRequest request,
      String timestamp,
      String nonce,
      @Nullable String idempotencyKey,
      byte[] body) {
    try {
      return StringToSign.of(
          request.getMethod(),
          request.getRequestURI(),
          request.getQueryString(),
          timestamp,
          nonce,
          idempotencyKey,
          body);
    } catch (MalformedQueryException e) {
      throw invalid("query", String.valueOf(e.getMessage()));
    }
  }

  private static String matching(Pattern form, HttpServletRequest request, String name) {
    String value = required(request, name);
    if (!form.matcher(value).matches()) {
      throw invalid(name, "is malformed");
    }
    return value;
  }

  private static String required(HttpServletRequest request, String name) {
    String value = single(request, name);
    if (value == null) {
      throw invalid(name, "is missing");
    }
    return value;
  }

  private static @Nullable String single(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (!values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    if (values.hasMoreElements()) {
      throw invalid(name, "stands twice");
    }
    return value;
  }

  private static ApiException invalid(String name, String problem) {
    return ApiException.of(ErrorCode.SIGN_HEADER_INVALID, name, problem);
  }
}
