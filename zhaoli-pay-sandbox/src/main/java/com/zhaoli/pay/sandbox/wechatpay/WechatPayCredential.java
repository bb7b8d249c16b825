package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.RsaSha256;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies the merchant's {@code Authorization}: the RSA signature over {@code
 * METHOD\npath?query\ntimestamp\nnonce\nbody\n}, at most five minutes old.
 */
@Component
final class WechatPayCredential {
  private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
  private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final long WINDOW_SECONDS = Duration.ofMinutes(5).toSeconds();

  private final WechatPayKeys keys;
  private final Clock clock;

  WechatPayCredential(WechatPayKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Passes, or throws the refusal that the real server gives. */
  void verify(@Nullable String authorization, String method, String pathAndQuery, byte[] body) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      throw WechatPayError.sign("Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》");
    }
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(authorization);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2));
    }
    String timestamp = fields.getOrDefault("timestamp", "");
    String nonce = fields.getOrDefault("nonce_str", "");
    if (!keys.mchId().equals(fields.get("mchid"))) {
      throw WechatPayError.sign("商户号不存在");
    }
    if (!keys.merchantSerial().equalsIgnoreCase(fields.get("serial_no"))) {
      throw WechatPayError.sign("商户证书序列号有误，请使用签名私钥匹配的证书序列号");
    }
    if (nonce.isEmpty() || !isFresh(timestamp)) {
      throw WechatPayError.sign("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(
        (method + "\n" + pathAndQuery + "\n" + timestamp + "\n" + nonce + "\n")
            .getBytes(StandardCharsets.UTF_8));
    content.writeBytes(body);
    content.write('\n');
    if (!RsaSha256.verify(
        keys.merchantPublicKey(), content.toByteArray(), fields.getOrDefault("signature", ""))) {
      throw WechatPayError.sign("错误的签名，验签失败");
    }
  }

  private boolean isFresh(String timestamp) {
    if (!timestamp.matches("\\d{1,12}")) {
      return false;
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
    return Math.abs(age) <= WINDOW_SECONDS;
  }
}
