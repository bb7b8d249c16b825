package com.zhaoli.pay.gateway.openapi;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signature's headers of one request, each of the form that the signing spec gives.
 *
 * @param timestamp as sent, since it is signed as sent
 * @param idempotencyKey null when the request has none
 */
record SignatureHeaders(
    String appId,
    String keyId,
    String timestamp,
    String nonce,
    SignType signType,
    String sign,
    @Nullable String idempotencyKey) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern TIMESTAMP = Pattern.compile("0|[1-9][0-9]{0,11}");
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * Reads the headers.
   *
   * @throws ApiException SIGN_HEADER_INVALID with the name of the header that is missing, doubled
   *     or malformed
   */
  static SignatureHeaders read(HttpServletRequest request) {
    String appId = matching(ID, request, SigningHeaders.APP_ID);
    String keyId = matching(ID, request, SigningHeaders.APP_KEY);
    String timestamp = matching(TIMESTAMP, request, SigningHeaders.TIMESTAMP);
    String nonce = matching(NONCE, request, SigningHeaders.NONCE);
    SignType signType =
        SignType.of(required(request, SigningHeaders.SIGN_TYPE))
            .orElseThrow(() -> invalid(SigningHeaders.SIGN_TYPE, "is not a known type"));
    String sign = matching(HEX, request, SigningHeaders.SIGN);
    if (sign.length() != signType.hexLength()) {
      throw invalid(SigningHeaders.SIGN, "is malformed");
    }
    String idempotencyKey = single(request, SigningHeaders.IDEMPOTENCY_KEY);
    if (idempotencyKey != null && !IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
      throw invalid(SigningHeaders.IDEMPOTENCY_KEY, "is malformed");
    }
    return new SignatureHeaders(appId, keyId, timestamp, nonce, signType, sign, idempotencyKey);
  }

  long timestampSeconds() {
    return Long.parseLong(timestamp);
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
