package com.zhaoli.pay.bench.notice;

import com.zhaoli.pay.bench.load.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeChat Pay's notice: signed headers over an encrypted resource. A signature is good for 300
 * seconds, so it is made shortly before it is used.
 */
public final class WechatPayNotices implements ChannelNotices {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final String ASSOCIATED_DATA = "transaction";
  private static final int TAG_BITS = 128;

  private final JsonMapper json = JsonMapper.shared();
  private final SecureRandom random = new SecureRandom();
  private final String mchId;
  private final String appId;
  private final String publicKeyId;
  private final PrivateKey key;
  private final SecretKeySpec apiV3Key;
  private final Clock clock;

  /** With the keys in the sandbox's directory. */
  public WechatPayNotices(Path sandboxDir, Clock clock) {
    ChannelKeys keys = new ChannelKeys(sandboxDir.resolve("wechat-pay"));
    this.mchId = keys.text("mch-id.txt");
    this.appId = keys.text("app-id.txt");
    this.publicKeyId = keys.text("public-key-id.txt");
    this.key = keys.privateKey("wechat-pay-private-key.pem");
    this.apiV3Key =
        new SecretKeySpec(keys.text("api-v3-key.txt").getBytes(StandardCharsets.UTF_8), "AES");
    this.clock = clock;
  }

  @Override
  public String channel() {
    return "WECHAT";
  }

  @Override
  public String path() {
    return "/callback/wechat-pay";
  }

  @Override
  public Notice sign(PaidOrder order) {
    Instant now = clock.instant();
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("id", "bench" + order.tradeNo());
    notification.put("create_time", TIME.format(now));
    notification.put("resource_type", "encrypt-resource");
    notification.put("event_type", "TRANSACTION.SUCCESS");
    notification.put("summary", "支付成功");
    notification.put("resource", resource(json.writeValueAsBytes(transaction(order))));
    byte[] body = json.writeValueAsBytes(notification);
    String timestamp = Long.toString(now.getEpochSecond());
    String nonce = randomHex(16);
    String content =
        timestamp + "\n" + nonce + "\n" + new String(body, StandardCharsets.UTF_8) + "\n";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "*/*");
    headers.put("User-Agent", "Mozilla/4.0");
    headers.put("Request-ID", randomHex(16));
    headers.put("Wechatpay-Nonce", nonce);
    headers.put(
        "Wechatpay-Signature", ChannelKeys.sign(key, content.getBytes(StandardCharsets.UTF_8)));
    headers.put("Wechatpay-Timestamp", timestamp);
    headers.put("Wechatpay-Serial", publicKeyId);
    headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
    return new Notice(headers, body);
  }

  private Map<String, Object> transaction(PaidOrder order) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("appid", appId);
    transaction.put("mchid", mchId);
    transaction.put("out_trade_no", order.attemptNo());
    transaction.put("transaction_id", order.tradeNo());
    transaction.put("trade_type", "NATIVE");
    transaction.put("trade_state", "SUCCESS");
    transaction.put("trade_state_desc", "支付成功");
    transaction.put("bank_type", "OTHERS");
    transaction.put("attach", "");
    transaction.put("success_time", TIME.format(order.paidAt()));
    transaction.put("payer", Map.of("openid", "obench00000000000000000000001"));
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", order.amountFen());
    amount.put("payer_total", order.amountFen());
    amount.put("currency", "CNY");
    amount.put("payer_currency", "CNY");
    transaction.put("amount", amount);
    return transaction;
  }

  private Map<String, String> resource(byte[] content) {
    String nonce = randomHex(6);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          apiV3Key,
          new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD(ASSOCIATED_DATA.getBytes(StandardCharsets.UTF_8));
      Map<String, String> resource = new LinkedHashMap<>();
      resource.put("original_type", "transaction");
      resource.put("algorithm", "AEAD_AES_256_GCM");
      resource.put("ciphertext", Base64.getEncoder().encodeToString(cipher.doFinal(content)));
      resource.put("associated_data", ASSOCIATED_DATA);
      resource.put("nonce", nonce);
      return resource;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private String randomHex(int bytes) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return HexFormat.of().formatHex(content);
  }

  @Override
  public boolean isAccepted(HttpAnswer answer) {
    return answer.status() == 200 || answer.status() == 204;
  }
}
