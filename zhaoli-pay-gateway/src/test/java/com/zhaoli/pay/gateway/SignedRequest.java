package com.zhaoli.pay.gateway;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Builds a request that is right in every part, so that a test can spoil one. What is changed after
 * {@link #signed} is changed on the way, as an attacker would.
 */
final class SignedRequest {

  static final SigningKey KEY =
      new SigningKey("sk_test_2vJ8Qe5Rk1Zx9Lw3Tn6Yb4Hc7Md0Pf", "s4lt-7f3a91");

  String method = "POST";
  String path = "/openapi/v1/payments";
  String query = "";
  byte[] body = "{\"outTradeNo\":\"T1\"}".getBytes(StandardCharsets.UTF_8);
  final Map<String, String> headers = new LinkedHashMap<>();
  final List<String> extraHeaders = new ArrayList<>();

  private SignedRequest(long timestamp) {
    headers.put(SigningHeaders.APP_ID, "app_7K3M9Q2T5W8X");
    headers.put(SigningHeaders.APP_KEY, "key_2");
    headers.put(SigningHeaders.TIMESTAMP, Long.toString(timestamp));
    headers.put(SigningHeaders.NONCE, UUID.randomUUID().toString());
    headers.put(SigningHeaders.SIGN_TYPE, SignType.HMAC_SHA256.headerValue());
  }

  static SignedRequest at(long timestamp) {
    return new SignedRequest(timestamp);
  }

  SignedRequest method(String method) {
    this.method = method;
    return this;
  }

  SignedRequest path(String path) {
    this.path = path;
    return this;
  }

  SignedRequest query(String query) {
    this.query = query;
    return this;
  }

  SignedRequest body(byte[] body) {
    this.body = body.clone();
    return this;
  }

  SignedRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  SignedRequest without(String name) {
    headers.remove(name);
    return this;
  }

  /** A header line in addition to the others, also one of a name that is there already. */
  SignedRequest also(String line) {
    extraHeaders.add(line);
    return this;
  }

  SignedRequest signed() {
    return signed(KEY);
  }

  SignedRequest signed(SigningKey key) {
    StringToSign lines =
        StringToSign.of(
            method,
            path,
            query,
            headers.getOrDefault(SigningHeaders.TIMESTAMP, ""),
            headers.getOrDefault(SigningHeaders.NONCE, ""),
            headers.get(SigningHeaders.IDEMPOTENCY_KEY),
            body);
    SignType type =
        SignType.of(headers.getOrDefault(SigningHeaders.SIGN_TYPE, ""))
            .orElse(SignType.HMAC_SHA256);
    headers.put(SigningHeaders.SIGN, RequestSigner.sign(type, lines, key));
    return this;
  }

  RawHttp.Response send(int port) {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    lines.addAll(extraHeaders);
    if (body.length > 0) {
      lines.add("Content-Length: " + body.length);
    }
    return RawHttp.send(port, requestLine(), lines, body);
  }

  String requestLine() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " HTTP/1.1";
  }
}
