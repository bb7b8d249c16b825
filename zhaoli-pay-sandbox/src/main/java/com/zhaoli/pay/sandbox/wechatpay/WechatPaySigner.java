package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.keys.RsaSha256;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * WeChat Pay's own signature over {@code timestamp\nnonce\nbody\n}, as headers. The case of their
 * names is the one that the official SDK looks for.
 */
@Component
final class WechatPaySigner {
  private final WechatPayKeys keys;
  private final Clock clock;

  WechatPaySigner(WechatPayKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Which key the merchant can verify, from the serial that it names in its request: the public
   * key, as with new merchants, unless it names the platform certificate.
   */
  String serialFor(@Nullable String requested) {
    return keys.platformSerial().equalsIgnoreCase(requested)
        ? keys.platformSerial()
        : keys.publicKeyId();
  }

  /** The signature headers for this body. */
  Map<String, String> headers(byte[] body, String serial, boolean badSignature) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String nonce = Randoms.alphanumeric(32);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes((timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(body);
    content.write('\n');
    if (badSignature) {
      content.write('x');
    }
    PrivateKey key = serial.equals(keys.publicKeyId()) ? keys.signingKey() : keys.platformKey();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Request-ID", Randoms.hex(32).toUpperCase(Locale.ROOT));
    headers.put("Wechatpay-Nonce", nonce);
    headers.put("Wechatpay-Signature", RsaSha256.sign(key, content.toByteArray()));
    headers.put("Wechatpay-Timestamp", timestamp);
    headers.put("Wechatpay-Serial", serial);
    headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
    return headers;
  }
}
