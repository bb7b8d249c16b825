package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpMessage;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The merchant that {@code ./zhaoli demo} left behind; signs calls of the open API with its key.
 */
public record Merchant(
    String merchantNo, String appId, String keyId, SignType signType, SigningKey key) {

  /**
   * Reads the demo's file.
   *
   * @throws BenchFailure when it is not there
   */
  public static Merchant read(Path runDir) {
    Path file = runDir.resolve("demo.json");
    if (!Files.exists(file)) {
      throw new BenchFailure(
          "There is no merchant to pay: run ./zhaoli demo first, which leaves one in "
              + file
              + ".");
    }
    try {
      JsonNode demo = JsonMapper.shared().readTree(Files.readString(file));
      return new Merchant(
          demo.required("merchantNo").asString(),
          demo.required("appId").asString(),
          demo.required("keyId").asString(),
          SignType.of(demo.required("signType").asString()).orElseThrow(),
          new SigningKey(demo.required("appSecret").asString(), demo.required("salt").asString()));
    } catch (IOException | RuntimeException e) {
      throw new BenchFailure(file + " cannot be read: run ./zhaoli demo again.", e);
    }
  }

  /** A signed POST of JSON, with a nonce of its own. */
  public byte[] signedPost(Clock clock, String host, String path, byte[] body) {
    return signed(clock, host, "POST", path, body);
  }

  /** A signed request, with a nonce of its own; a body is JSON. */
  public byte[] signed(Clock clock, String host, String method, String path, byte[] body) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    // It has to be new, not secret: the signature protects the request.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    String nonce = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    StringToSign lines = StringToSign.of(method, path, null, timestamp, nonce, null, body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(SigningHeaders.APP_ID, appId);
    headers.put(SigningHeaders.APP_KEY, keyId);
    headers.put(SigningHeaders.TIMESTAMP, timestamp);
    headers.put(SigningHeaders.NONCE, nonce);
    headers.put(SigningHeaders.SIGN_TYPE, signType.headerValue());
    headers.put(SigningHeaders.SIGN, RequestSigner.sign(signType, lines, key));
    return HttpMessage.of(method, host, path, headers, body);
  }
}
