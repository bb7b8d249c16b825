package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What WeChat Pay encrypts with the APIv3 key: notices and certificates. */
final class TestNotices {
  private static final String NONCE = "abcdefghijkl";
  private static final String WHEN = "2026-11-23T16:00:00+08:00";
  private final JsonMapper json = new JsonMapper();
  private final Clock clock;
  private String apiV3Key = TestWechatPay.API_V3_KEY;
  private String serial = TestWechatPay.PUBLIC_KEY_ID;

  TestNotices(Clock clock) {
    this.clock = clock;
  }

  /** From now on notices are made with these. */
  void use(String newApiV3Key, String newSerial) {
    apiV3Key = newApiV3Key;
    serial = newSerial;
  }

  CallbackRequest payment(Notice notice, PrivateKey key) {
    return envelope(
        "TRANSACTION.SUCCESS",
        "transaction",
        json.writeValueAsString(
            Map.of(
                "appid",
                Objects.requireNonNullElse(notice.appId(), TestWechatPay.APP_ID),
                "mchid",
                TestWechatPay.MCH_ID,
                "out_trade_no",
                notice.attemptNo(),
                "transaction_id",
                notice.tradeNo(),
                "trade_type",
                "NATIVE",
                "trade_state",
                "SUCCESS",
                "success_time",
                WHEN,
                "amount",
                Map.of("total", notice.amount().fen(), "currency", "CNY"))),
        key,
        notice.signedAt());
  }

  /** A refund's notice names no app: another app's is another merchant's here. */
  CallbackRequest refund(RefundNotice notice, String state, PrivateKey key) {
    return envelope(
        "REFUND." + state,
        "refund",
        json.writeValueAsString(
            Map.of(
                "mchid", Objects.requireNonNullElse(notice.appId(), TestWechatPay.MCH_ID),
                "out_trade_no", notice.attemptNo(),
                "transaction_id", notice.tradeNo(),
                "out_refund_no", notice.refundNo(),
                "refund_id", "R" + notice.refundNo(),
                "refund_status", state,
                "success_time", WHEN,
                "amount",
                    Map.of(
                        "total", notice.orderAmount().fen(),
                        "refund", notice.refundAmount().fen()))),
        key,
        null);
  }

  CallbackRequest envelope(
      String eventType,
      String originalType,
      String resource,
      PrivateKey key,
      @Nullable Instant signedAt) {
    Map<String, String> sealed = sealed(resource, originalType);
    String body =
        json.writeValueAsString(
            Map.of(
                "id",
                "1",
                "create_time",
                WHEN,
                "event_type",
                eventType,
                "resource_type",
                "encrypt-resource",
                "resource",
                Map.of(
                    "original_type",
                    originalType,
                    "algorithm",
                    "AEAD_AES_256_GCM",
                    "ciphertext",
                    sealed.get("ciphertext"),
                    "associated_data",
                    originalType,
                    "nonce",
                    NONCE)));
    return new CallbackRequest(
        TestWechatPay.signedHeaders(
            body, key, signedAt == null ? clock.instant() : signedAt, serial),
        body.getBytes(StandardCharsets.UTF_8));
  }

  String certificates(String pem) {
    return json.writeValueAsString(
        Map.of(
            "data",
            new Object[] {
              Map.of(
                  "serial_no",
                  TestWechatPay.CERTIFICATE_SERIAL,
                  "effective_time",
                  WHEN,
                  "expire_time",
                  WHEN,
                  "encrypt_certificate",
                  sealed(pem, "certificate"))
            }));
  }

  private Map<String, String> sealed(String text, String associatedData) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(apiV3Key.getBytes(StandardCharsets.UTF_8), "AES"),
          new GCMParameterSpec(128, NONCE.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
      return Map.of(
          "algorithm",
          "AEAD_AES_256_GCM",
          "nonce",
          NONCE,
          "associated_data",
          associatedData,
          "ciphertext",
          Base64.getEncoder()
              .encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
