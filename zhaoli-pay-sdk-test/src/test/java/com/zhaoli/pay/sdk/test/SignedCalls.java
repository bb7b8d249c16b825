package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Calls as they travel, for what the starter's client does not let pass or does not show. */
final class SignedCalls {

  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeZhaoliPay fake;

  SignedCalls(FakeZhaoliPay fake) {
    this.fake = fake;
  }

  HttpResponse<String> send(String method, String pathAndQuery, String body) throws Exception {
    return send(method, pathAndQuery, headers(method, pathAndQuery, body, Map.of()), body);
  }

  HttpResponse<String> send(
      String method, String pathAndQuery, Map<String, String> headers, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(fake.url() + pathAndQuery))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Signed headers; what is given takes the place of the usual before it is signed. */
  Map<String, String> headers(
      String method, String pathAndQuery, String body, Map<String, String> given) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(SigningHeaders.APP_ID, FakeZhaoliPay.APP_ID);
    headers.put(SigningHeaders.APP_KEY, FakeZhaoliPay.APP_KEY);
    headers.put(
        SigningHeaders.TIMESTAMP, Long.toString(Clock.systemUTC().instant().getEpochSecond()));
    headers.put(SigningHeaders.NONCE, UUID.randomUUID().toString());
    headers.put(SigningHeaders.SIGN_TYPE, SignType.HMAC_SHA256.headerValue());
    headers.putAll(given);
    String[] address = pathAndQuery.split("\\?", 2);
    StringToSign lines =
        StringToSign.of(
            method,
            address[0],
            address.length == 1 ? null : address[1],
            String.valueOf(headers.get(SigningHeaders.TIMESTAMP)),
            String.valueOf(headers.get(SigningHeaders.NONCE)),
            headers.get(SigningHeaders.IDEMPOTENCY_KEY),
            body.getBytes(StandardCharsets.UTF_8));
    SignType type =
        SignType.of(String.valueOf(headers.get(SigningHeaders.SIGN_TYPE))).orElseThrow();
    headers.put(
        SigningHeaders.SIGN,
        RequestSigner.sign(
            type, lines, new SigningKey(FakeZhaoliPay.APP_SECRET, FakeZhaoliPay.SALT)));
    return headers;
  }
}
