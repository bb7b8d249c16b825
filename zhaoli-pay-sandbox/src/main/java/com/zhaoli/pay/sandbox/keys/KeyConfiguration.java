package com.zhaoli.pay.sandbox.keys;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.sandbox.SandboxProperties;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Reads the keys of both sides, and makes what is not there yet. The services read the same files:
 * their names are a contract.
 */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

  @Bean
  KeyDirectory keyDirectory(SandboxProperties properties) {
    return new KeyDirectory(properties.dir());
  }

  @Bean
  AlipayKeys alipayKeys(KeyDirectory files, Clock clock) {
    String appId = files.open("alipay/app-id.txt", () -> "2021" + Randoms.digits(12));
    String sellerId = files.open("alipay/seller-id.txt", () -> "2088" + Randoms.digits(12));
    KeyPair app =
        files.pair(
            "alipay/app-private-key.txt", "alipay/app-public-key.txt", KeyDirectory.Form.BARE);
    KeyPair alipay =
        files.pair(
            "alipay/alipay-private-key.txt",
            "alipay/alipay-public-key.txt",
            KeyDirectory.Form.BARE);
    KeyPair root = files.pair("alipay/alipay-root-private-key.txt", KeyDirectory.Form.BARE);
    IssuedCertificates certificates = new IssuedCertificates(files, clock);
    return new AlipayKeys(
        appId,
        sellerId,
        app.getPublic(),
        alipay.getPrivate(),
        certificates.serialOf("alipay/app-cert.crt", app.getPublic(), "Sandbox app", root),
        certificates.serialOf("alipay/alipay-cert.crt", alipay.getPublic(), "Sandbox Alipay", root),
        certificates.serialOf(
            "alipay/alipay-root-cert.crt", root.getPublic(), IssuedCertificates.ROOT, root));
  }

  @Bean
  WechatPayKeys wechatPayKeys(
      KeyDirectory files, Clock clock, OfficialAccountKeyring officialAccounts) {
    String mchId = files.open("wechat-pay/mch-id.txt", () -> "16" + Randoms.digits(8));
    // The merchant is bound to the official account: payers have one openid at both.
    String appId = files.open("wechat-pay/app-id.txt", officialAccounts.main()::appId);
    String serial =
        files.open(
            "wechat-pay/merchant-serial.txt", () -> "4" + Randoms.hex(39).toUpperCase(Locale.ROOT));
    KeyPair merchant = files.pair("wechat-pay/merchant-private-key.pem", KeyDirectory.Form.PEM);
    String apiV3Key = files.secret("wechat-pay/api-v3-key.txt", () -> Randoms.alphanumeric(32));
    String publicKeyId =
        files.open(
            "wechat-pay/public-key-id.txt", () -> "PUB_KEY_ID_0" + mchId + Randoms.digits(24));
    KeyPair wechat =
        files.pair(
            "wechat-pay/wechat-pay-private-key.pem",
            "wechat-pay/wechat-pay-public-key.pem",
            KeyDirectory.Form.PEM);
    KeyPair platform = files.pair("wechat-pay/platform-private-key.pem", KeyDirectory.Form.PEM);
    X509Certificate certificate =
        Certificates.parse(
            KeyDirectory.decode(
                files.open(
                    "wechat-pay/platform-certificate.pem",
                    () ->
                        Certificates.toPem(
                            Certificates.selfSigned(
                                platform, "Sandbox WeChat Pay", clock.instant())))));
    return new WechatPayKeys(
        mchId,
        appId,
        serial,
        merchant.getPublic(),
        publicKeyId,
        wechat.getPrivate(),
        certificate,
        platform.getPrivate(),
        new SecretKeySpec(apiV3Key.getBytes(StandardCharsets.UTF_8), "AES"));
  }

  @Bean
  OfficialAccountKeyring officialAccountKeyring(KeyDirectory files, SandboxProperties properties) {
    Map<String, OfficialAccountKeys> others = new LinkedHashMap<>();
    for (String name : properties.officialAccount().others()) {
      others.put(name, officialAccount(files, "wechat-mp-" + name));
    }
    return new OfficialAccountKeyring(officialAccount(files, "wechat-mp"), others);
  }

  private static OfficialAccountKeys officialAccount(KeyDirectory files, String directory) {
    String appId = files.open(directory + "/app-id.txt", () -> "wx" + Randoms.hex(16));
    String appSecret = files.secret(directory + "/app-secret.txt", () -> Randoms.hex(32));
    String token = files.secret(directory + "/token.txt", () -> Randoms.alphanumeric(32));
    String aesKey = files.secret(directory + "/aes-key.txt", Randoms::aesKey);
    String originalId = files.open(directory + "/original-id.txt", () -> "gh_" + Randoms.hex(12));
    return new OfficialAccountKeys(
        appId,
        Secret.of(appSecret),
        Secret.of(token),
        Secret.of(aesKey),
        originalId,
        templates(files, directory + "/templates.properties"));
  }

  /** Each scene has one template. A scene that is new to this directory gets its own added. */
  private static Map<String, String> templates(KeyDirectory files, String name) {
    Properties idByScene = new Properties();
    if (files.exists(name)) {
      try {
        idByScene.load(new StringReader(files.read(name)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    StringBuilder text = new StringBuilder();
    Map<String, String> sceneById = new HashMap<>();
    for (MessageScene scene : MessageScene.values()) {
      String id = idByScene.getProperty(scene.name(), Randoms.alphanumeric(43));
      text.append(scene.name()).append('=').append(id).append('\n');
      sceneById.put(id, scene.name());
    }
    files.put(name, text.toString(), false);
    return sceneById;
  }
}
