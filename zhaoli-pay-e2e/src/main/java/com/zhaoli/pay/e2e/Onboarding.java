package com.zhaoli.pay.e2e;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How a merchant joins: it scans a code, applies, is approved, and sees its keys once. */
public final class Onboarding {
  private final PlatformAddresses platform;
  private final JsonHttp http;
  private final Steps steps;
  private final RandomGenerator random;

  public Onboarding(
      PlatformAddresses platform, JsonHttp http, Steps steps, RandomGenerator random) {
    this.platform = platform;
    this.http = http;
    this.steps = steps;
    this.random = random;
  }

  /**
   * A merchant that has joined.
   *
   * @param openid the person behind it, in WeChat
   * @param operatorToken the login of the operator who approved it
   */
  public record Joined(MerchantCredentials credentials, String openid, String operatorToken) {
    @Override
    public String toString() {
      return "Joined[" + credentials + "]";
    }
  }

  /**
   * A new merchant joins.
   *
   * @param operatorPassword that of the first operator
   */
  public Joined join(String operatorPassword) {
    byte[] bytes = new byte[13];
    random.nextBytes(bytes);
    String openid = "o" + HexFormat.of().formatHex(bytes) + "Z";
    String qrToken = scanCode(openid);
    apply(qrToken);
    String operatorToken = approve(qrToken, operatorPassword);
    return new Joined(takeCredentials(qrToken), openid, operatorToken);
  }

  private String scanCode(String openid) {
    Answer session =
        steps.expect(
            201,
            "A merchant opens the onboarding page and gets a QR code of the official account",
            () ->
                http.post(
                    at("/onboarding/v1/sessions"), Map.of("Sec-Fetch-Site", "same-origin"), null));
    String qrToken = session.text("qrToken");
    steps.print("qrToken " + qrToken + ", QR code " + session.text("qrCodeUrl"));
    steps.expect(
        200,
        "The merchant scans it in WeChat",
        () ->
            http.post(
                platform.sandbox().resolve("/sandbox/v1/wechat/scan"),
                Map.of("ticket", session.text("ticket"), "openid", openid)));
    Answer scanned = await("The page learns of the scan", qrToken, "SCANNED");
    steps.print("status " + scanned.text("status") + ", openid " + openid + " bound");
    return qrToken;
  }

  private void apply(String qrToken) {
    steps.expect(
        204,
        "The merchant sends a picture of its business licence",
        () ->
            http.send(
                at("/onboarding/v1/sessions/" + qrToken + "/licence"),
                "image/png",
                LicencePicture.draw()));
    String creditCode = CreditCodes.random(random);
    Answer applied =
        steps.expect(
            201,
            "The merchant fills in the form",
            () ->
                http.post(
                    at("/onboarding/v1/sessions/" + qrToken + "/application"),
                    Map.of(
                        "creditCode",
                        creditCode,
                        "name",
                        "晨光咖啡 " + creditCode.substring(12),
                        "contactName",
                        "王小明",
                        "contactPhone",
                        "13800138000",
                        "settlement",
                        Map.of(
                            "accountType",
                            "PERSONAL",
                            "accountHolder",
                            "王小明",
                            "accountNumber",
                            "6222021234567890123",
                            "bankName",
                            "中国工商银行",
                            "branchName",
                            "深圳科技园支行"))));
    steps.print("merchant " + applied.text("merchantNo") + ", " + applied.text("status"));
  }

  private String approve(String qrToken, String password) {
    Answer login =
        steps.expect(
            201,
            "An operator logs in",
            () ->
                http.post(
                    at("/ops/v1/sessions"), Map.of("username", "admin", "password", password)));
    String token = login.text("token");
    steps.print("roles " + login.body().get("roles") + ", until " + login.text("expiresAt"));
    String merchantNo = status(qrToken).text("merchantNo");
    Answer approved =
        steps.expect(
            200,
            "The operator approves the merchant",
            () ->
                http.post(
                    at("/ops/v1/merchants/" + merchantNo + "/approve"),
                    Map.of("Authorization", "Bearer " + token),
                    null));
    steps.print("merchant " + merchantNo + ", " + approved.text("status"));
    return token;
  }

  private MerchantCredentials takeCredentials(String qrToken) {
    await("The page learns of the approval", qrToken, "APPROVED");
    Answer shown =
        steps.expect(
            200,
            "The merchant sees its app id and keys, once",
            () -> http.post(at("/onboarding/v1/sessions/" + qrToken + "/credentials"), null));
    MerchantCredentials merchant =
        new MerchantCredentials(
            shown.text("merchantNo"),
            shown.text("appId"),
            shown.text("keyId"),
            shown.text("appSecret"),
            shown.text("salt"),
            shown.text("signType"),
            shown.text("webhookSecret"));
    steps.print("appId " + merchant.appId() + ", keyId " + merchant.keyId() + ", secrets hidden");
    return merchant;
  }

  private Answer await(String what, String qrToken, String status) {
    return steps.await(what, () -> status(qrToken), answer -> status.equals(answer.text("status")));
  }

  private Answer status(String qrToken) {
    return http.get(at("/onboarding/v1/sessions/" + qrToken));
  }

  private URI at(String path) {
    return platform.gateway().resolve(path);
  }
}
