package com.zhaoli.pay.e2e;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A signed request whose every part can be changed after it was signed. */
final class RawRequest {

  private final SigningKey by;
  final Map<String, String> headers = new LinkedHashMap<>();
  final List<String> lines = new ArrayList<>();
  String method;
  String path;
  String query = "";
  byte[] body;
  String length = "";
  String contentType = "application/json";

  /**
   * Not signed so far.
   *
   * @param appId whose request it is, by which of its keys
   * @param by what the key is
   */
  RawRequest(
      String appId,
      String keyId,
      SigningKey by,
      String method,
      String path,
      byte[] body,
      long timestamp) {
    this.by = by;
    this.method = method;
    this.path = path;
    this.body = body;
    headers.put(SigningHeaders.APP_ID, appId);
    headers.put(SigningHeaders.APP_KEY, keyId);
    headers.put(SigningHeaders.TIMESTAMP, Long.toString(timestamp));
    headers.put(SigningHeaders.NONCE, UUID.randomUUID().toString());
    headers.put(SigningHeaders.SIGN_TYPE, SignType.HMAC_SHA256.headerValue());
  }

  RawRequest type(SignType type) {
    headers.put(SigningHeaders.SIGN_TYPE, type.headerValue());
    return this;
  }

  RawRequest at(long timestamp) {
    headers.put(SigningHeaders.TIMESTAMP, Long.toString(timestamp));
    return this;
  }

  RawRequest nonce(String nonce) {
    headers.put(SigningHeaders.NONCE, nonce);
    return this;
  }

  RawRequest key(String idempotencyKey) {
    headers.put(SigningHeaders.IDEMPOTENCY_KEY, idempotencyKey);
    return this;
  }

  RawRequest query(String newQuery) {
    query = newQuery;
    return this;
  }

  RawRequest body(byte[] newBody) {
    body = newBody;
    return this;
  }

  RawRequest sign() {
    StringToSign toSign =
        StringToSign.of(
            method,
            path,
            query.isEmpty() ? null : query,
            headers.getOrDefault(SigningHeaders.TIMESTAMP, ""),
            headers.getOrDefault(SigningHeaders.NONCE, ""),
            headers.get(SigningHeaders.IDEMPOTENCY_KEY),
            body);
    SignType type = SignType.of(headers.getOrDefault(SigningHeaders.SIGN_TYPE, "")).orElseThrow();
    headers.put(SigningHeaders.SIGN, RequestSigner.sign(type, toSign, by));
    return this;
  }

  /** One request for each byte of method, path, query, signing headers and body. */
  List<RawRequest> withEachByteChanged() {
    List<RawRequest> changed = new ArrayList<>();
    for (int i = 0; i < method.length(); i++) {
      RawRequest copy = copy();
      copy.method = changed(method, i);
      changed.add(copy);
    }
    for (int i = 0; i < path.length(); i++) {
      RawRequest copy = copy();
      copy.path = changed(path, i);
      changed.add(copy);
    }
    for (int i = 0; i < query.length(); i++) {
      RawRequest copy = copy();
      copy.query = changed(query, i);
      changed.add(copy);
    }
    headers.forEach(
        (name, value) -> {
          for (int i = 0; i < value.length(); i++) {
            RawRequest copy = copy();
            copy.headers.put(name, changed(value, i));
            changed.add(copy);
          }
        });
    for (int i = 0; i < body.length; i++) {
      RawRequest copy = copy();
      copy.body = body.clone();
      copy.body[i] ^= 1;
      changed.add(copy);
    }
    return changed;
  }

  private RawRequest copy() {
    RawRequest copy = new RawRequest("", "", by, method, path, body, 0);
    copy.query = query;
    copy.headers.putAll(headers);
    copy.lines.addAll(lines);
    return copy;
  }

  private static String changed(String text, int index) {
    char other = (char) (text.charAt(index) ^ 1);
    return text.substring(0, index) + other + text.substring(index + 1);
  }

  byte[] bytes(String host) {
    StringBuilder head = new StringBuilder(method).append(' ').append(path);
    if (!query.isEmpty()) {
      head.append('?').append(query);
    }
    head.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\nConnection: close\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    lines.forEach(line -> head.append(line).append("\r\n"));
    head.append(length.isEmpty() ? "Content-Length: " + body.length : length);
    head.append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  @Override
  public String toString() {
    return method + " " + path + "?" + query + " " + headers.keySet();
  }
}
