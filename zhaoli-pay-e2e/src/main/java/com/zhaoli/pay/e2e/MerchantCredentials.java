package com.zhaoli.pay.e2e;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a merchant got at the end of its onboarding; signs calls of the open API with it. */
public record MerchantCredentials(
    String merchantNo,
    String appId,
    String keyId,
    String appSecret,
    String salt,
    String signType,
    String webhookSecret) {

  /** What {@code ./zhaoli demo} left behind. */
  public static MerchantCredentials read(Path demoFile) {
    try {
      JsonNode demo = JsonMapper.shared().readTree(Files.readAllBytes(demoFile));
      return new MerchantCredentials(
          demo.path("merchantNo").asString(),
          demo.path("appId").asString(),
          demo.path("keyId").asString(),
          demo.path("appSecret").asString(),
          demo.path("salt").asString(),
          demo.path("signType").asString(),
          demo.path("webhookSecret").asString());
    } catch (IOException e) {
      throw new StepFailure("Cannot read " + demoFile + ": " + e, e);
    }
  }

  /** The signature headers of one call, with a fresh nonce. */
  Map<String, String> sign(
      Clock clock, String method, String path, @Nullable String query, byte[] body) {
    return sign(clock, method, path, query, null, body);
  }

  /** The same for a call with an Idempotency-Key, which is signed and among the headers. */
  public Map<String, String> sign(
      Clock clock,
      String method,
      String path,
      @Nullable String query,
      @Nullable String idempotencyKey,
      byte[] body) {
    SignType type = SignType.of(signType).orElseThrow();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString();
    StringToSign lines =
        StringToSign.of(method, path, query, timestamp, nonce, idempotencyKey, body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SigningHeaders.APP_ID, appId);
    headers.put(SigningHeaders.APP_KEY, keyId);
    headers.put(SigningHeaders.TIMESTAMP, timestamp);
    headers.put(SigningHeaders.NONCE, nonce);
    headers.put(SigningHeaders.SIGN_TYPE, signType);
    if (idempotencyKey != null) {
      headers.put(SigningHeaders.IDEMPOTENCY_KEY, idempotencyKey);
    }
    headers.put(
        SigningHeaders.SIGN, RequestSigner.sign(type, lines, new SigningKey(appSecret, salt)));
    return headers;
  }

  @Override
  public String toString() {
    return "MerchantCredentials[merchantNo="
        + merchantNo
        + ", appId="
        + appId
        + ", keyId="
        + keyId
        + ", ***]";
  }
}
