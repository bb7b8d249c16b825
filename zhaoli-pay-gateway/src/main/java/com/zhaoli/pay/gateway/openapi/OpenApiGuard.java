package com.zhaoli.pay.gateway.openapi;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.guard.Guard;
import com.zhaoli.pay.gateway.guard.RequestBody;
import com.zhaoli.pay.gateway.guard.TrustedHeaders;
import com.zhaoli.pay.signing.CanonicalQuery;
import com.zhaoli.pay.signing.MalformedQueryException;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets in signed requests of enabled apps, each once. The checks stand in the order of {@code
 * spec/open-api-signing.md}; the limit of the address and the form of the path were checked before,
 * by the edge filter.
 */
@Component
public class OpenApiGuard implements Guard {

  private static final long WINDOW_SECONDS = 300;
  private static final int RELOADS = 2;

  /** Stands in for a credential that is not there, so that a guess takes as long as a mistake. */
  private static final SigningKey NOBODY = new SigningKey("nobody's secret", "nobody's salt");

  private final Credentials credentials;
  private final AdmissionStore admissions;
  private final Clock clock;

  OpenApiGuard(Credentials credentials, AdmissionStore admissions, Clock clock) {
    this.credentials = credentials;
    this.admissions = admissions;
    this.clock = clock;
  }

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    SignatureHeaders headers = SignatureHeaders.read(request);
    requireDecodable(request);
    byte[] body = RequestBody.read(request);
    requireTimely(headers);
    AppCredential credential = requireAdmitted(headers, linesOf(request, headers, body));
    return vouched(credential, headers.idempotencyKey());
  }

  /** The Idempotency-Key was signed, so no Connection header may take it off on the way. */
  private static TrustedHeaders vouched(AppCredential credential, @Nullable String idempotencyKey) {
    TrustedHeaders vouched =
        TrustedHeaders.none()
            .with(ZhaoliHeaders.MERCHANT_NO, credential.merchantNo())
            .with(ZhaoliHeaders.APP_ID, credential.appId());
    return idempotencyKey == null
        ? vouched
        : vouched.with(SigningHeaders.IDEMPOTENCY_KEY, idempotencyKey);
  }

  /** A query that cannot be decoded is malformed as a header is: it is refused before the body. */
  private static void requireDecodable(HttpServletRequest request) {
    try {
      CanonicalQuery.of(request.getQueryString());
    } catch (MalformedQueryException e) {
      throw ApiException.of(ErrorCode.SIGN_HEADER_INVALID, "query", String.valueOf(e.getMessage()));
    }
  }

  private void requireTimely(SignatureHeaders headers) {
    long distanceSeconds =
        Math.abs(Math.subtractExact(clock.instant().getEpochSecond(), headers.timestampSeconds()));
    if (distanceSeconds > WINDOW_SECONDS) {
      throw new ApiException(ErrorCode.TIMESTAMP_OUT_OF_WINDOW);
    }
  }

  /** Credentials that changed since they were loaded are loaded anew and checked from the start. */
  private AppCredential requireAdmitted(SignatureHeaders headers, StringToSign lines) {
    KnownCredential known = credentials.find(headers.appId(), headers.keyId());
    for (int reloads = 0; ; reloads++) {
      AppCredential credential = requireSigned(headers, lines, known);
      OptionalLong changed = admissions.admit(headers.appId(), headers.nonce(), known.version());
      if (changed.isEmpty()) {
        return credential;
      }
      if (reloads == RELOADS) {
        throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE);
      }
      known = credentials.reload(headers.appId(), headers.keyId(), changed.getAsLong());
    }
  }

  private AppCredential requireSigned(
      SignatureHeaders headers, StringToSign lines, KnownCredential known) {
    SigningKey key =
        known.credential() == null
            ? NOBODY
            : new SigningKey(
                known.credential().appSecret().value(), known.credential().salt().value());
    boolean signed = RequestSigner.verify(headers.signType(), lines, key, headers.sign());
    AppCredential credential = known.inForce(clock.instant());
    if (!signed || credential == null) {
      throw new ApiException(ErrorCode.SIGN_INVALID);
    }
    return credential;
  }

  private static StringToSign linesOf(
      HttpServletRequest request, SignatureHeaders headers, byte[] body) {
    return StringToSign.of(
        request.getMethod(),
        request.getRequestURI(),
        request.getQueryString(),
        headers.timestamp(),
        headers.nonce(),
        headers.idempotencyKey(),
        body);
  }
}
