package com.zhaoli.pay.bench.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.notice.ChannelNotices.Notice;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a channel's client has to find in a notice: verified and read as its documents say. */
class ChannelNoticesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String API_V3_KEY = "0123456789abcdef0123456789abcdef";
  private static final PaidOrder ORDER =
      new PaidOrder("att_1", "4200000000000000000000000001", 1_999, "Coffee & more", NOW);

  @TempDir Path directory;

  @Test
  void alipaysSignatureCoversAllFieldsButItsOwn() throws Exception {
    KeyPair pair = newKey();
    put("alipay/app-id.txt", "2021000000000001");
    put("alipay/seller-id.txt", "2088000000000002");
    put("alipay/alipay-private-key.txt", base64(pair.getPrivate().getEncoded()));

    Notice notice = new AlipayNotices(directory, CLOCK).sign(ORDER);

    Map<String, String> fields = new TreeMap<>();
    for (String field : text(notice.body()).split("&", -1)) {
      int equals = field.indexOf('=');
      fields.put(
          field.substring(0, equals),
          URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
    }
    String sign = String.valueOf(fields.remove("sign"));
    assertThat(fields.remove("sign_type")).isEqualTo("RSA2");
    String content =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    assertThat(isSigned(pair.getPublic(), content, sign)).isTrue();
    assertThat(fields)
        .containsEntry("out_trade_no", "att_1")
        .containsEntry("trade_no", "4200000000000000000000000001")
        .containsEntry("trade_status", "TRADE_SUCCESS")
        .containsEntry("total_amount", "19.99")
        .containsEntry("app_id", "2021000000000001")
        .containsEntry("seller_id", "2088000000000002")
        .containsEntry("gmt_payment", "2026-01-02 11:04:05");
  }

  @Test
  void wechatsSignatureCoversTimeNonceAndBodyAndItsResourceIsEncrypted() throws Exception {
    KeyPair pair = newKey();
    put("wechat-pay/mch-id.txt", "1600000001");
    put("wechat-pay/app-id.txt", "wx0001");
    put("wechat-pay/public-key-id.txt", "PUB_KEY_ID_01");
    put("wechat-pay/api-v3-key.txt", API_V3_KEY);
    put(
        "wechat-pay/wechat-pay-private-key.pem",
        "-----BEGIN PRIVATE KEY-----\n"
            + base64(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----");

    Notice notice = new WechatPayNotices(directory, CLOCK).sign(ORDER);

    Map<String, String> headers = notice.headers();
    assertThat(headers)
        .containsEntry("Wechatpay-Serial", "PUB_KEY_ID_01")
        .containsEntry("Wechatpay-Timestamp", Long.toString(NOW.getEpochSecond()));
    String content =
        headers.get("Wechatpay-Timestamp")
            + "\n"
            + headers.get("Wechatpay-Nonce")
            + "\n"
            + text(notice.body())
            + "\n";
    String sign = String.valueOf(headers.get("Wechatpay-Signature"));
    assertThat(isSigned(pair.getPublic(), content, sign)).isTrue();
    JsonNode resource = JsonMapper.shared().readTree(notice.body()).required("resource");
    JsonNode transaction = JsonMapper.shared().readTree(decrypt(resource));
    assertThat(transaction.required("out_trade_no").asString()).isEqualTo("att_1");
    assertThat(transaction.required("mchid").asString()).isEqualTo("1600000001");
    assertThat(transaction.required("trade_state").asString()).isEqualTo("SUCCESS");
    assertThat(transaction.required("amount").required("total").asLong()).isEqualTo(1_999);
  }

  @Test
  void onlyTheAnswerThatEndsTheChannelsRepeatingIsAccepted() throws Exception {
    put("alipay/app-id.txt", "1");
    put("alipay/seller-id.txt", "2");
    put("alipay/alipay-private-key.txt", base64(newKey().getPrivate().getEncoded()));
    ChannelNotices alipay = new AlipayNotices(directory, CLOCK);

    assertThat(alipay.isAccepted(answer(200, "success"))).isTrue();
    assertThat(alipay.isAccepted(answer(200, "failure"))).isFalse();
    assertThat(alipay.isAccepted(answer(500, "success"))).isFalse();
  }

  private static HttpAnswer answer(int status, String body) {
    return new HttpAnswer(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] decrypt(JsonNode resource) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(bytes(API_V3_KEY), "AES"),
        new GCMParameterSpec(128, bytes(resource.required("nonce").asString())));
    cipher.updateAAD(bytes(resource.required("associated_data").asString()));
    return cipher.doFinal(Base64.getDecoder().decode(resource.required("ciphertext").asString()));
  }

  private static boolean isSigned(PublicKey key, String content, String sign)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(bytes(content));
    return signature.verify(Base64.getDecoder().decode(sign));
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private void put(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(directory.resolve(name.substring(0, name.indexOf('/'))));
    Files.writeString(file, content + "\n");
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
