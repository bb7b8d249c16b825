package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.merchant.RunningService.Answer;
import com.zhaoli.pay.merchant.RunningService.Call;
import java.time.Instant;
import java.util.Map;

/** A browser that onboards: it keeps its cookie and its QR token. */
final class Browser {
  static final Map<String, String> SETTLEMENT =
      Map.of(
          "accountType", "CORPORATE",
          "accountHolder", "深圳市找力科技有限公司",
          "accountNumber", "4000 0231 0920 0123 456",
          "bankName", "中国工商银行",
          "branchName", "深圳科技园支行");

  private final RunningService service;
  final String qrToken;
  final String cookie;

  /** As the gateway tells it. */
  private String address = "127.0.0.1";

  Browser(RunningService service) {
    this.service = service;
    Answer begun = begin(service).send();
    assertThat(begun.status()).isEqualTo(201);
    qrToken = begun.text("qrToken");
    String setCookie = String.valueOf(begun.header("Set-Cookie"));
    cookie = setCookie.substring(0, setCookie.indexOf(';'));
  }

  Browser at(String address) {
    this.address = address;
    return this;
  }

  /** What the page sends to begin or to go on. */
  static Call begin(RunningService service) {
    return service.post("/onboarding/v1/sessions").header("Sec-Fetch-Site", "same-origin");
  }

  Call call(Call call) {
    return call.header("Cookie", cookie);
  }

  String path() {
    return "/onboarding/v1/sessions/" + qrToken;
  }

  String status() {
    return call(service.get(path())).send().text("status");
  }

  Browser scannedBy(String openid) {
    return scannedBy(openid, Instant.now());
  }

  Browser scannedBy(String openid, Instant at) {
    Answer answer =
        service
            .post(
                "/internal/v1/onboarding-scans",
                Map.of("qrToken", qrToken, "openid", openid, "scannedAt", at.toString()))
            .send();
    assertThat(answer.status()).isEqualTo(204);
    return this;
  }

  Answer sendLicence(byte[] picture) {
    return call(service.post(path() + "/licence", picture)).send();
  }

  /** With a picture of the licence, where one is still taken. */
  Answer tryApply(String creditCode) {
    sendLicence(Pictures.licence("jpeg"));
    return applyOnly(creditCode);
  }

  Answer applyOnly(String creditCode) {
    return call(service.post(
            path() + "/application",
            Map.of(
                "creditCode", creditCode,
                "name", "深圳市找力科技有限公司",
                "contactName", "张三丰",
                "contactPhone", "13812345678",
                "settlement", SETTLEMENT)))
        .header("X-Forwarded-For", address)
        .send();
  }

  String apply(String creditCode) {
    Answer answer = tryApply(creditCode);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    return answer.text("merchantNo");
  }

  Answer credentials() {
    return call(service.post(path() + "/credentials")).send();
  }

  Answer confirm() {
    return call(service.post(path() + "/credentials/confirm")).send();
  }

  Answer goOn() {
    return call(begin(service)).send();
  }

  Answer restart() {
    return call(service
            .post("/onboarding/v1/sessions?restart=true")
            .header("Sec-Fetch-Site", "same-origin"))
        .send();
  }
}
