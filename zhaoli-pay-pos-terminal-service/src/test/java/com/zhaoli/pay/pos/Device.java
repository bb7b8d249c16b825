package com.zhaoli.pay.pos;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A device that signs as the protocol says. */
public final class Device {
  private final MockMvc mvc;
  private final InternalToken internalToken;
  private final String terminalNo;
  private final String keyId;
  private final String secret;
  private final AtomicLong counter;
  private final HttpHeaders connection;

  public Device(
      MockMvc mvc, InternalToken internalToken, String terminalNo, String keyId, String secret) {
    this(mvc, internalToken, terminalNo, keyId, secret, new AtomicLong(), new HttpHeaders());
  }

  private Device(
      MockMvc mvc,
      InternalToken internalToken,
      String terminalNo,
      String keyId,
      String secret,
      AtomicLong counter,
      HttpHeaders connection) {
    this.mvc = mvc;
    this.internalToken = internalToken;
    this.terminalNo = terminalNo;
    this.keyId = keyId;
    this.secret = secret;
    this.counter = counter;
    this.connection = connection;
  }

  public String terminalNo() {
    return terminalNo;
  }

  public String keyId() {
    return keyId;
  }

  /** The same terminal with another key. */
  public Device with(String newKeyId, String newSecret) {
    return new Device(mvc, internalToken, terminalNo, newKeyId, newSecret);
  }

  /** The same device with a connection by this terminal's certificate. */
  public Device withCertificateOf(String certifiedTerminalNo) {
    HttpHeaders certified = new HttpHeaders();
    certified.set(ZhaoliHeaders.TERMINAL_CERTIFICATE, certifiedTerminalNo);
    return new Device(mvc, internalToken, terminalNo, keyId, secret, counter, certified);
  }

  public ResultActions gets(String path) throws Exception {
    return send("GET", path, "", counter.incrementAndGet());
  }

  public ResultActions posts(String path, String json) throws Exception {
    return send("POST", path, json, counter.incrementAndGet());
  }

  public ResultActions send(String method, String path, String json, long count) throws Exception {
    return send(method, path, json, count, System.currentTimeMillis() / 1000, "https");
  }

  /** With all that is signed or told about it of one's choice. */
  public ResultActions send(
      String method, String path, String json, long count, long timestamp, String scheme)
      throws Exception {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String nonce = String.format("%020d", count);
    URI uri = URI.create(path);
    StringToSign lines =
        StringToSign.of(
            method,
            uri.getRawPath(),
            uri.getRawQuery(),
            Long.toString(timestamp),
            nonce,
            null,
            body);
    return mvc.perform(
        request(HttpMethod.valueOf(method), uri)
            .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"))
            .header("X-Forwarded-Proto", scheme)
            .header("X-Forwarded-For", "192.0.2.7")
            .headers(connection)
            .header(SigningHeaders.APP_ID, terminalNo)
            .header(SigningHeaders.APP_KEY, keyId)
            .header(SigningHeaders.TIMESTAMP, timestamp)
            .header(SigningHeaders.NONCE, nonce)
            .header(SigningHeaders.SIGN_TYPE, "HMAC-SHA256")
            .header(
                SigningHeaders.SIGN,
                RequestSigner.sign(SignType.HMAC_SHA256, lines, new SigningKey(secret, "")))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }
}
