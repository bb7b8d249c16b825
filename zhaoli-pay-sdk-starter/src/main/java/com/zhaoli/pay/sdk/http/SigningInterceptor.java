package com.zhaoli.pay.sdk.http;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Signs each request with the exact bytes that leave, as {@code spec/open-api-signing.md} says.
 * Each try passes here anew and gets a nonce of its own; an Idempotency-Key is signed as it is.
 */
public final class SigningInterceptor implements ClientHttpRequestInterceptor {

  private static final int NONCE_BYTES = 16;

  private final String appId;
  private final String keyId;
  private final SigningKey key;
  private final SignType signType;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public SigningInterceptor(
      String appId, String keyId, SigningKey key, SignType signType, Clock clock) {
    this.appId = appId;
    this.keyId = keyId;
    this.key = key;
    this.signType = signType;
    this.clock = clock;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    HttpHeaders headers = request.getHeaders();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String nonce = nonce();
    StringToSign lines =
        StringToSign.of(
            request.getMethod().name(),
            request.getURI().getRawPath(),
            request.getURI().getRawQuery(),
            timestamp,
            nonce,
            headers.getFirst(SigningHeaders.IDEMPOTENCY_KEY),
            body);
    headers.set(SigningHeaders.APP_ID, appId);
    headers.set(SigningHeaders.APP_KEY, keyId);
    headers.set(SigningHeaders.TIMESTAMP, timestamp);
    headers.set(SigningHeaders.NONCE, nonce);
    headers.set(SigningHeaders.SIGN_TYPE, signType.headerValue());
    headers.set(SigningHeaders.SIGN, RequestSigner.sign(signType, lines, key));
    return execution.execute(request, body);
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
