package com.zhaoli.pay.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.bulkhead.Bulkhead;
import com.zhaoli.pay.gateway.guard.RequestBody;
import com.zhaoli.pay.gateway.limit.LiveLimits;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * The order of the checks: each request here fails in one row of the spec's table and in all rows
 * below it, and the refusal is the one of the upper row.
 */
class OpenApiGuardTest {

  private static final long NOW = 1767225600;
  private static final SigningKey KEY = new SigningKey("secret", "salt");
  private static final byte[] TOO_LARGE = new byte[RequestBody.LIMIT_BYTES + 1];

  private long expiresAt = NOW + 1;

  private final Merchants merchants =
      new Merchants(
          (app, key) ->
              new AppCredential(
                  app,
                  "mch_1",
                  key,
                  new Secret("secret"),
                  new Secret("salt"),
                  true,
                  Instant.ofEpochSecond(expiresAt)));
  private final Admissions admissions = new Admissions();
  private final Bulkhead loads = new Bulkhead("test-load", 1, 4, Duration.ofSeconds(10));
  private final OpenApiGuard guard =
      new OpenApiGuard(
          new Credentials(
              merchants,
              new Versions(),
              loads,
              new CredentialProperties(
                  Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(10)),
              System::nanoTime),
          admissions,
          Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  @AfterEach
  void end() {
    loads.close();
  }

  @Test
  void aHeaderComesBeforeTheBody() {
    MockHttpServletRequest request = request(TOO_LARGE, NOW - 9999, "0".repeat(64));
    request.removeHeader(SigningHeaders.NONCE);
    assertThat(refusalOf(request)).isEqualTo(ErrorCode.SIGN_HEADER_INVALID);
  }

  @Test
  void aQueryThatCannotBeDecodedComesBeforeTheBody() {
    MockHttpServletRequest request = request(TOO_LARGE, NOW - 9999, "0".repeat(64));
    request.setQueryString("a=%zz");
    assertThat(refusalOf(request)).isEqualTo(ErrorCode.SIGN_HEADER_INVALID);
  }

  @Test
  void theBodyComesBeforeTheTimestamp() {
    assertThat(refusalOf(request(TOO_LARGE, NOW - 9999, "0".repeat(64))))
        .isEqualTo(ErrorCode.BODY_TOO_LARGE);
  }

  @Test
  void theTimestampComesBeforeTheSignature() {
    assertThat(refusalOf(request(new byte[0], NOW - 9999, "0".repeat(64))))
        .isEqualTo(ErrorCode.TIMESTAMP_OUT_OF_WINDOW);
    assertThat(merchants.asked).as("nobody is asked for a stale request").hasValue(0);
  }

  @Test
  void theSignatureComesBeforeTheNonce() {
    assertThat(refusalOf(request(new byte[0], NOW, "0".repeat(64))))
        .isEqualTo(ErrorCode.SIGN_INVALID);
    assertThat(admissions.asked).as("a stranger burns no nonce").isFalse();
  }

  @Test
  void theNonceIsLast() {
    MockHttpServletRequest request = request(new byte[0], NOW, null);
    assertThat(refusalOf(request)).isEqualTo(ErrorCode.NONCE_REPLAYED);
  }

  @Test
  void aKeyIsRefusedFromItsExpiryOn() {
    expiresAt = NOW;
    assertThat(refusalOf(request(new byte[0], NOW, null))).isEqualTo(ErrorCode.SIGN_INVALID);
    assertThat(admissions.asked).isFalse();
  }

  @Test
  void credentialsThatKeepChangingAreLoadedTwiceAndThenGivenUp() {
    admissions.changes = 3;
    assertThat(refusalOf(request(new byte[0], NOW, null)))
        .isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE);
    assertThat(merchants.asked).hasValue(3);
  }

  @Test
  void credentialsThatChangedOnceAreCheckedAnew() {
    admissions.changes = 1;
    assertThat(refusalOf(request(new byte[0], NOW, null))).isEqualTo(ErrorCode.NONCE_REPLAYED);
    assertThat(merchants.asked).hasValue(2);
  }

  private ErrorCode refusalOf(MockHttpServletRequest request) {
    return catchThrowableOfType(ApiException.class, () -> guard.admit(request)).code();
  }

  private static MockHttpServletRequest request(
      byte[] body, long timestamp, @Nullable String sign) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/openapi/v1/payments");
    request.setContent(body);
    String nonce = "n0nce-0123456789";
    StringToSign lines =
        StringToSign.of(
            "POST", "/openapi/v1/payments", null, Long.toString(timestamp), nonce, null, body);
    request.addHeader(SigningHeaders.APP_ID, "app_1");
    request.addHeader(SigningHeaders.APP_KEY, "key_1");
    request.addHeader(SigningHeaders.TIMESTAMP, Long.toString(timestamp));
    request.addHeader(SigningHeaders.NONCE, nonce);
    request.addHeader(SigningHeaders.SIGN_TYPE, "HMAC-SHA256");
    request.addHeader(
        SigningHeaders.SIGN,
        sign == null ? RequestSigner.sign(SignType.HMAC_SHA256, lines, KEY) : sign);
    return request;
  }

  /** Redis as it answers for a nonce that was used before. */
  private static final class Admissions extends AdmissionStore {
    boolean asked;
    int changes;

    Admissions() {
      super(new JedisConnectionFactory(), new LiveLimits(new MockEnvironment()));
    }

    @Override
    OptionalLong admit(String appId, String nonce, long version) {
      asked = true;
      if (changes > 0) {
        changes--;
        return OptionalLong.of(version + 1);
      }
      throw new ApiException(ErrorCode.NONCE_REPLAYED);
    }
  }
}
