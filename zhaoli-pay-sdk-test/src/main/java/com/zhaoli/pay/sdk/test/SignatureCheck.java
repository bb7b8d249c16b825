package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.signing.CanonicalQuery;
import com.zhaoli.pay.signing.MalformedQueryException;
import com.zhaoli.pay.signing.RequestPath;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets in what is signed right, once, in the order of checks of the signing spec. */
final class SignatureCheck {

  private static final long WINDOW_SECONDS = 300;
  private static final int NONCES_KEPT = 100_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern TIMESTAMP = Pattern.compile("0|[1-9][0-9]{0,11}");
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final AppKeys keys;
  private final Clock clock;
  private final Set<String> nonces = Bounded.set(NONCES_KEPT);

  SignatureCheck(AppKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Admits the request.
   *
   * @throws Refusal with the spec's code
   */
  void admit(IncomingCall call) {
    if (!RequestPath.isUnambiguous(call.path())) {
      throw new Refusal(PlatformError.SIGN_HEADER_INVALID, "path", "is ambiguous");
    }
    String appId = matching(ID, call, SigningHeaders.APP_ID);
    String keyId = matching(ID, call, SigningHeaders.APP_KEY);
    String timestamp = matching(TIMESTAMP, call, SigningHeaders.TIMESTAMP);
    String nonce = matching(NONCE, call, SigningHeaders.NONCE);
    SignType type =
        SignType.of(required(call, SigningHeaders.SIGN_TYPE))
            .orElseThrow(() -> invalid(SigningHeaders.SIGN_TYPE, "is not a known type"));
    String sign = matching(HEX, call, SigningHeaders.SIGN);
    if (sign.length() != type.hexLength()) {
      throw invalid(SigningHeaders.SIGN, "is malformed");
    }
    String idempotencyKey = single(call, SigningHeaders.IDEMPOTENCY_KEY);
    if (idempotencyKey != null && !IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
      throw invalid(SigningHeaders.IDEMPOTENCY_KEY, "is malformed");
    }
    requireDecodable(call.query());
    if (call.body().length > IncomingCall.BODY_LIMIT_BYTES) {
      throw new Refusal(PlatformError.BODY_TOO_LARGE);
    }
    if (Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > WINDOW_SECONDS) {
      throw new Refusal(PlatformError.TIMESTAMP_OUT_OF_WINDOW);
    }
    SigningKey key = appId.equals(FakeZhaoliPay.APP_ID) ? keys.inForce(keyId) : null;
    StringToSign lines =
        StringToSign.of(
            call.method(),
            call.path(),
            call.query(),
            timestamp,
            nonce,
            idempotencyKey,
            call.body());
    if (key == null || !RequestSigner.verify(type, lines, key, sign)) {
      throw new Refusal(PlatformError.SIGN_INVALID);
    }
    if (!nonces.add(nonce)) {
      throw new Refusal(PlatformError.NONCE_REPLAYED);
    }
  }

  private static void requireDecodable(@Nullable String query) {
    try {
      CanonicalQuery.of(query);
    } catch (MalformedQueryException e) {
      throw invalid("query", String.valueOf(e.getMessage()));
    }
  }

  private static String matching(Pattern form, IncomingCall call, String name) {
    String value = required(call, name);
    if (!form.matcher(value).matches()) {
      throw invalid(name, "is malformed");
    }
    return value;
  }

  private static String required(IncomingCall call, String name) {
    String value = single(call, name);
    if (value == null) {
      throw invalid(name, "is missing");
    }
    return value;
  }

  private static @Nullable String single(IncomingCall call, String name) {
    if (call.doubled().contains(name.toLowerCase(Locale.ROOT))) {
      throw invalid(name, "stands twice");
    }
    return call.header(name);
  }

  private static Refusal invalid(String name, String problem) {
    return new Refusal(PlatformError.SIGN_HEADER_INVALID, name, problem);
  }
}
