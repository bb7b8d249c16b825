package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.TestChannel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WeChat Pay APIv3: native prepay, query and notices. */
public final class TestWechatPay extends TestChannel {
  public static final String APP_ID = "wx0000000000000001";
  static final String MCH_ID = "1600000001";
  private static final String API_V3_KEY = "0123456789abcdef0123456789abcdef";
  private static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0116000000012026112300000000000000";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"(.*?)\",nonce_str=\"(.*?)\",timestamp=\"(.*?)\",serial_no=\"(.*?)\",signature=\"(.*?)\"");
  private final JsonMapper json = new JsonMapper();
  private final Clock clock = Clock.systemUTC();

  @Override
  public Map<String, String> settings(Path directory) {
    String prefix = "zhaoli.channels.wechat.accounts.platform.";
    return Map.of(
        prefix + "mch-id",
        MCH_ID,
        prefix + "app-id",
        APP_ID,
        prefix + "merchant-serial",
        "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        prefix + "public-key-id",
        PUBLIC_KEY_ID,
        prefix + "private-key-file",
        write(directory, "merchant.pem", pem("PRIVATE KEY", OURS.getPrivate().getEncoded())),
        prefix + "api-v3-key-file",
        write(directory, "v3.txt", API_V3_KEY),
        prefix + "public-key-file",
        write(directory, "wechat.pem", pem("PUBLIC KEY", THEIRS.getPublic().getEncoded())),
        prefix + "base-url",
        url().toString());
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN " + kind + "-----\n" + base64(encoded) + "\n-----END " + kind + "-----";
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    if (!isSigned(request, body)) {
      send(response, 401, "application/json", error("SIGN_ERROR"));
      return;
    }
    if (behaviour() == Behaviour.DECLINES) {
      send(response, 403, "application/json", error("NO_AUTH"));
      return;
    }
    if (behaviour() == Behaviour.UNKNOWN_CODE) {
      send(response, 400, "application/json", error("SOMETHING_NEW"));
      return;
    }
    String path = request.getRequestURI();
    if (path.equals("/v3/pay/transactions/native")) {
      JsonNode order = json.readTree(body);
      String attemptNo = order.path("out_trade_no").asString();
      open(attemptNo, new Money(order.path("amount").path("total").asLong()));
      sendSigned(response, "{\"code_url\":\"weixin://wxpay/bizpayurl?pr=" + attemptNo + "\"}");
      return;
    }
    String attemptNo = path.substring(path.lastIndexOf('/') + 1);
    Trade trade = trade(attemptNo);
    if (trade == null) {
      send(response, 404, "application/json", error("ORDER_NOT_EXIST"));
    } else if (trade.tradeNo() != null) {
      sendSigned(response, paid(new Notice(attemptNo, trade.amount(), trade.tradeNo())));
    } else {
      sendSigned(
          response,
          "{\"appid\":\"%s\",\"mchid\":\"%s\",\"out_trade_no\":\"%s\",\"trade_state\":\"%s\"}"
              .formatted(APP_ID, MCH_ID, attemptNo, trade.closed() ? "CLOSED" : "NOTPAY"));
    }
  }

  private static String error(String code) {
    return "{\"code\":\"" + code + "\",\"message\":\"no\"}";
  }

  private static String paid(Notice notice) {
    return "{\"appid\":\"%s\",\"mchid\":\"%s\",\"out_trade_no\":\"%s\",\"transaction_id\":\"%s\",\"trade_type\":\"NATIVE\",\"trade_state\":\"SUCCESS\",\"success_time\":\"2026-11-23T16:00:00+08:00\",\"amount\":{\"total\":%d,\"payer_total\":%d,\"currency\":\"CNY\"}}"
        .formatted(
            Objects.requireNonNullElse(notice.appId(), APP_ID),
            MCH_ID,
            notice.attemptNo(),
            notice.tradeNo(),
            notice.amount().fen(),
            notice.amount().fen());
  }

  private boolean isSigned(HttpServletRequest request, String body) {
    Matcher authorization =
        AUTHORIZATION.matcher(String.valueOf(request.getHeader("Authorization")));
    return authorization.matches()
        && authorization.group(1).equals(MCH_ID)
        && verifies(
            OURS.getPublic(),
            request.getMethod()
                + "\n"
                + request.getRequestURI()
                + (request.getQueryString() == null ? "" : "?" + request.getQueryString())
                + "\n"
                + authorization.group(3)
                + "\n"
                + authorization.group(2)
                + "\n"
                + body
                + "\n",
            authorization.group(5));
  }

  private void sendSigned(HttpServletResponse response, String body) throws IOException {
    signedHeaders(body, signingKey(), clock.instant())
        .forEach((name, value) -> response.setHeader(name, value));
    send(response, 200, "application/json", body);
  }

  private static Map<String, String> signedHeaders(String body, PrivateKey key, Instant at) {
    String timestamp = Long.toString(at.getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    return Map.of(
        "Wechatpay-Timestamp", timestamp,
        "Wechatpay-Nonce", nonce,
        "Wechatpay-Serial", PUBLIC_KEY_ID,
        "Wechatpay-Signature", sign(key, timestamp + "\n" + nonce + "\n" + body + "\n"),
        "Request-ID", "test");
  }

  @Override
  public CallbackRequest notice(Notice notice) {
    return envelope(notice, THEIRS.getPrivate(), paid(notice));
  }

  @Override
  public CallbackRequest forged(Notice notice) {
    return envelope(notice, STRANGERS.getPrivate(), paid(notice));
  }

  /** A genuine envelope around any resource. */
  CallbackRequest around(String resource) {
    return envelope(null, THEIRS.getPrivate(), resource);
  }

  private CallbackRequest envelope(@Nullable Notice notice, PrivateKey key, String resource) {
    String nonce = "abcdefghijkl";
    String body =
        "{\"id\":\"1\",\"create_time\":\"2026-11-23T16:00:00+08:00\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource_type\":\"encrypt-resource\",\"resource\":{\"original_type\":\"transaction\",\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\"%s\",\"associated_data\":\"transaction\",\"nonce\":\"%s\"}}"
            .formatted(encrypt(resource, nonce), nonce);
    Instant at = notice == null ? null : notice.signedAt();
    return new CallbackRequest(
        signedHeaders(body, key, at == null ? clock.instant() : at),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String encrypt(String text, String nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(API_V3_KEY.getBytes(StandardCharsets.UTF_8), "AES"),
          new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
      return base64(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
