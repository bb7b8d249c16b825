package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.QrPurpose;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnboardingIT extends RunningService {

  @Test
  void aMerchantJoinsFromQrCodeToCredentials() throws IOException {
    Browser browser = new Browser(this);
    assertThat(NEIGHBOURS.qrCodes)
        .anySatisfy(
            request -> {
              assertThat(request.businessId()).isEqualTo(browser.qrToken);
              assertThat(request.purpose()).isEqualTo(QrPurpose.ONBOARDING);
              assertThat(request.expireSeconds()).isEqualTo(2_592_000);
            });
    Answer picture = browser.call(get(browser.path() + "/qr.png")).send();
    assertThat(picture.header("Content-Type")).isEqualTo("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes())).getWidth())
        .isGreaterThan(200);
    assertThat(browser.status()).isEqualTo("WAITING_SCAN");

    String openid = openid();
    browser.scannedBy(openid);
    assertThat(browser.status()).isEqualTo("SCANNED");
    String merchantNo = browser.apply(CreditCodes.next());
    assertThat(browser.status()).isEqualTo("SUBMITTED");
    assertThat(browser.credentials().text("code")).isEqualTo("ONBOARDING_STATE_INVALID");

    Answer approved = approve(merchantNo);
    assertThat(approved.status()).isEqualTo(200);
    assertThat(approved.text("contactPhone")).isEqualTo("138****5678");
    assertThat(approved.json().path("settlement"))
        .hasToString(
            "{\"accountType\":\"CORPORATE\",\"accountHolder\":\"深圳市找力科技有限公司\","
                + "\"accountNumber\":\"****3456\",\"bankName\":\"中国工商银行\","
                + "\"branchName\":\"深圳科技园支行\"}");
    assertThat(browser.status()).isEqualTo("APPROVED");

    Answer shown = browser.credentials();
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
    assertThat(shown.text("merchantNo")).isEqualTo(merchantNo);
    assertThat(shown.text("appId")).matches("app_[0-9A-HJKMNP-TV-Z]{12}");
    assertThat(shown.text("signType")).isEqualTo("HMAC-SHA256");
    assertThat(shown.text("webhookSecret")).isEqualTo(Neighbours.webhookSecretOf(merchantNo));

    Answer atGateway =
        get("/internal/v1/credentials?appId="
                + shown.text("appId")
                + "&keyId="
                + shown.text("keyId"))
            .send();
    assertThat(atGateway.text("appSecret")).isEqualTo(shown.text("appSecret")).isNotEmpty();
    assertThat(atGateway.text("salt")).isEqualTo(shown.text("salt")).isNotEmpty();
    assertThat(atGateway.json().path("enabled").asBoolean()).isTrue();
    assertThat(
            get("/openapi/v1/merchant").header(ZhaoliHeaders.MERCHANT_NO, merchantNo).send().json())
        .hasToString(
            "{\"merchantNo\":\"%s\",\"name\":\"深圳市找力科技有限公司\",\"status\":\"APPROVED\"}"
                .formatted(merchantNo));
    assertThat(get("/internal/v1/merchants/" + merchantNo + "/name").send().json())
        .hasToString(
            "{\"merchantNo\":\"%s\",\"displayName\":\"深圳市找力科技有限公司\"}".formatted(merchantNo));
    assertThat(get("/internal/v1/merchants/mch_nobody/name").send().status()).isEqualTo(404);
    assertThat(receivers(merchantNo)).containsExactly(openid);

    TemplateMessageRequest message = await().until(() -> messageTo(openid), found -> found != null);
    assertThat(message.scene()).isEqualTo(MessageScene.ONBOARDING_AUDIT);
    assertThat(message.fields())
        .containsEntry("result", "审核通过")
        .containsEntry("merchantName", "深圳市找力科技有限公司")
        .containsKeys("reason", "auditedAt");
    assertThat(NEIGHBOURS.callsWithoutCredential).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM audit_log WHERE subject = ? AND action = 'MERCHANT_APPROVED'"
                    + " AND operator_no = 'opr_test'",
                Integer.class,
                merchantNo))
        .isEqualTo(1);
  }

  @Test
  void credentialsWhoseAnswerGotLostAreShownAgainUntilTheBrowserConfirmsThem() throws Exception {
    Browser browser = approvedBrowser();
    assertThat(browser.confirm().text("code")).isEqualTo("ONBOARDING_STATE_INVALID");

    List<Answer> answers = atOnce(8, browser::credentials);
    Answer again = browser.credentials();

    assertThat(answers)
        .allMatch(answer -> answer.status() == 200)
        .allMatch(answer -> answer.text("appSecret").equals(again.text("appSecret")));
    assertThat(again.text("appSecret")).isNotEmpty();
    assertThat(browser.confirm().status()).isEqualTo(204);
    assertThat(browser.confirm().status()).as("repeated").isEqualTo(204);
    assertThat(browser.credentials().text("code")).isEqualTo("CREDENTIALS_ALREADY_SHOWN");
    assertThat(
            jdbc.queryForList(
                "SELECT action FROM audit_log WHERE subject = ? ORDER BY id",
                String.class,
                again.text("merchantNo")))
        .containsExactly("MERCHANT_APPROVED", "CREDENTIALS_SHOWN", "CREDENTIALS_CONFIRMED");
  }

  @Test
  void credentialsThatNobodyConfirmedAreShownForADayAndNotLonger() {
    Browser browser = approvedBrowser();
    String merchantNo = browser.credentials().text("merchantNo");

    firstShown(merchantNo, "23:59:00");
    assertThat(browser.credentials().status()).isEqualTo(200);
    firstShown(merchantNo, "24:00:01");

    assertThat(browser.credentials().text("code")).isEqualTo("CREDENTIALS_ALREADY_SHOWN");
    assertThat(browser.restart().status()).isEqualTo(201);
  }

  private void firstShown(String merchantNo, String ago) {
    jdbc.update(
        "UPDATE merchant SET credentials_shown_at = SUBTIME(UTC_TIMESTAMP(3), ?)"
            + " WHERE merchant_no = ?",
        ago,
        merchantNo);
  }

  @Test
  void anApprovedOnboardingStaysInItsBrowserAndIsNotReplacedBeforeItsKeysAreKept() {
    Browser browser = approvedBrowser();

    assertThat(browser.restart().text("code")).isEqualTo("CREDENTIALS_UNCONFIRMED");
    assertThat(browser.credentials().status()).isEqualTo(200);
    Answer refused = browser.restart();
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.header("Set-Cookie")).isNull();
    browser.confirm();

    Answer later = browser.goOn();
    assertThat(later.status()).isEqualTo(200);
    assertThat(later.text("qrToken")).isEqualTo(browser.qrToken);
    assertThat(later.text("status")).isEqualTo("APPROVED");
    assertThat(browser.restart().status()).isEqualTo(201);
  }

  @Test
  void anotherSitesFormCannotReplaceTheCookie() {
    Browser browser = approvedBrowser();

    for (Call call :
        List.of(
            post("/onboarding/v1/sessions").header("Sec-Fetch-Site", "cross-site"),
            post("/onboarding/v1/sessions").header("Sec-Fetch-Site", "same-site"),
            post("/onboarding/v1/sessions").header("Origin", "https://shop.example"),
            post("/onboarding/v1/sessions").header("Origin", "null"))) {
      Answer answer = call.send();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("code")).isEqualTo("CROSS_SITE_REFUSED");
      assertThat(answer.header("Set-Cookie")).isNull();
    }
    assertThat(
            post("/onboarding/v1/sessions")
                .header("Origin", "http://127.0.0.1:8080")
                .send()
                .status())
        .isEqualTo(201);
    assertThat(browser.credentials().status()).isEqualTo(200);
  }

  @Test
  void aNumberWithASpaceAtItsEndIsNobodysAndSpoilsNothing() {
    Browser browser = new Browser(this).scannedBy(openid());
    String merchantNo = browser.apply(CreditCodes.next());

    for (Call call :
        List.of(
            post("/ops/v1/merchants/" + merchantNo + "%20/approve").asOperator("ADMIN"),
            post("/ops/v1/merchants/" + merchantNo + "%20/reject", Map.of("reason", "x"))
                .asOperator("ADMIN"),
            get("/internal/v1/merchants/" + merchantNo + "%20/name"),
            browser.call(get("/onboarding/v1/sessions/" + browser.qrToken + "%20")))) {
      assertThat(call.send().text("code")).isEqualTo("REQUEST_INVALID");
    }
    assertThat(approve(merchantNo).status()).isEqualTo(200);
    Answer shown = browser.credentials();
    assertThat(shown.status()).isEqualTo(200);
    assertThat(
            get("/internal/v1/credentials?appId="
                    + shown.text("appId")
                    + "%20&keyId="
                    + shown.text("keyId"))
                .send()
                .status())
        .isEqualTo(404);
  }

  @Test
  void credentialsCanBeTriedAgainAfterNotifyConsumerWasDown() {
    Browser browser = approvedBrowser();
    NEIGHBOURS.failNextEndpoints.set(1);

    Answer first = browser.credentials();
    Answer second = browser.credentials();

    assertThat(first.status()).isEqualTo(503);
    assertThat(first.text("code")).isEqualTo("UPSTREAM_UNAVAILABLE");
    assertThat(second.status()).isEqualTo(200);
  }

  @Test
  void concurrentApprovalsIssueOneApp() throws Exception {
    String merchantNo = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());

    List<Answer> answers = atOnce(12, () -> approve(merchantNo));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .hasSize(11)
        .allMatch(answer -> answer.text("code").equals("MERCHANT_STATE_INVALID"));
    assertThat(count("app", merchantNo)).isEqualTo(1);
    assertThat(count("message_outbox", merchantNo)).isEqualTo(1);
  }

  @Test
  void anotherBrowserWithTheSameQrTokenGetsNothing() {
    Browser browser = new Browser(this);
    Browser other = new Browser(this);

    for (Call call :
        List.of(
            get(browser.path()),
            get(browser.path()).header("Cookie", other.cookie),
            get(browser.path() + "/qr.png").header("Cookie", other.cookie),
            post(browser.path() + "/credentials").header("Cookie", other.cookie),
            get("/onboarding/v1/sessions/unknown").header("Cookie", other.cookie))) {
      Answer answer = call.send();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("ONBOARDING_NOT_FOUND");
    }
  }

  @Test
  void theSameBrowserGoesOnWhereItWasAndAStrangersCookieIsNotTakenOver() {
    Browser browser = new Browser(this).scannedBy(openid());

    Answer again = browser.goOn();
    Answer restarted = browser.restart();
    Answer planted = Browser.begin(this).header("Cookie", "zhaoli_onboarding=planted").send();

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("qrToken")).isEqualTo(browser.qrToken);
    assertThat(again.text("status")).isEqualTo("SCANNED");
    assertThat(restarted.status()).isEqualTo(201);
    assertThat(restarted.text("qrToken")).isNotEqualTo(browser.qrToken);
    assertThat(planted.header("Set-Cookie"))
        .doesNotContain("planted")
        .contains("HttpOnly", "SameSite=Strict", "Path=/onboarding");
  }

  @Test
  void onlyTheFirstScanBinds() throws Exception {
    Browser browser = new Browser(this);
    String first = openid();
    browser.scannedBy(first);

    browser.scannedBy(openid()).scannedBy(first);

    assertThat(receivers(browser.apply(CreditCodes.next()))).containsExactly(first);
  }

  @Test
  void ofManyScansAtOnceOneBinds() throws Exception {
    Browser browser = new Browser(this);

    atOnce(12, () -> browser.scannedBy(openid()));

    assertThat(browser.status()).isEqualTo("SCANNED");
    assertThat(receivers(browser.apply(CreditCodes.next()))).hasSize(1);
  }

  @Test
  void aCreditCodeIsTakenByOneApplicationHoweverManyComeAtOnce() throws Exception {
    String code = CreditCodes.next();

    List<Answer> answers = atOnce(8, () -> new Browser(this).scannedBy(openid()).tryApply(code));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .hasSize(7)
        .allMatch(answer -> answer.text("code").equals("CREDIT_CODE_TAKEN"));
  }

  @Test
  void onlyAnApplicationWithItsPictureGetsToKnowThatACodeIsTaken() {
    String taken = CreditCodes.next();
    new Browser(this).scannedBy(openid()).apply(taken);
    Browser browser = new Browser(this).scannedBy(openid());

    Answer without = browser.applyOnly(taken);
    Answer with = browser.tryApply(taken);

    assertThat(without.text("code")).isEqualTo("LICENCE_REQUIRED");
    assertThat(with.text("code")).isEqualTo("CREDIT_CODE_TAKEN");
    assertThat(with.json().path("details")).as("about the first").isEmpty();
  }

  @Test
  void anOnboardingGetsToKnowOfFiveTakenCodesADayWhoeverScansIt() {
    String taken = CreditCodes.next();
    new Browser(this).scannedBy(openid()).apply(taken);
    Browser browser = new Browser(this).at("203.0.113.1");
    for (int i = 0; i < 5; i++) {
      String openid = openid();
      Instant scanned = Instant.now().minusSeconds(60 - i);
      browser.scannedBy(openid, scanned);
      assertThat(browser.tryApply(taken).text("code")).isEqualTo("CREDIT_CODE_TAKEN");
      unbind(openid, scanned);
    }

    Answer refused = browser.scannedBy(openid()).tryApply(CreditCodes.next());

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("CREDIT_CODE_TRIES_USED_UP");
    assertThat(Long.parseLong(String.valueOf(refused.header("Retry-After"))))
        .isBetween(86_000L, 86_400L);
    tomorrow();
    assertThat(browser.tryApply(CreditCodes.next()).status()).isEqualTo(201);
  }

  @Test
  void aPersonGetsToKnowOfFiveTakenCodesHoweverManyOnboardingsAskAtOnce() throws Exception {
    String taken = CreditCodes.next();
    new Browser(this).scannedBy(openid()).apply(taken);
    String openid = openid();

    List<Answer> answers =
        atOnce(8, () -> new Browser(this).at("203.0.113.2").scannedBy(openid).tryApply(taken));

    assertThat(answers)
        .extracting(answer -> answer.text("code"))
        .containsOnly("CREDIT_CODE_TAKEN", "CREDIT_CODE_TRIES_USED_UP")
        .filteredOn("CREDIT_CODE_TAKEN"::equals)
        .hasSize(5);
    assertThat(new Browser(this).scannedBy(openid()).tryApply(taken).text("code"))
        .as("somebody else")
        .isEqualTo("CREDIT_CODE_TAKEN");
  }

  @Test
  void anAddressGetsToKnowOfTwentyTakenCodes() {
    String taken = CreditCodes.next();
    new Browser(this).scannedBy(openid()).apply(taken);
    for (int i = 0; i < 20; i++) {
      // One client of IPv6 has the whole network.
      Browser browser = new Browser(this).at("2001:db8::" + i).scannedBy(openid());
      assertThat(browser.tryApply(taken).text("code")).isEqualTo("CREDIT_CODE_TAKEN");
    }

    Browser refused = new Browser(this).at("2001:db8::ffff").scannedBy(openid());

    assertThat(refused.tryApply(taken).text("code")).isEqualTo("CREDIT_CODE_TRIES_USED_UP");
    assertThat(refused.at("2001:db8:0:1::1").tryApply(taken).text("code"))
        .isEqualTo("CREDIT_CODE_TAKEN");
  }

  @Test
  void anApplicationThatIsAcceptedUsesUpNoTry() {
    for (int i = 0; i < 6; i++) {
      String openid = "o-who-applies-for-many";
      new Browser(this).at("203.0.113.3").scannedBy(openid).apply(CreditCodes.next());
    }
  }

  /** All locks have run out. */
  private void tomorrow() {
    jdbc.update(
        "UPDATE login_attempt SET locked_until = locked_until - INTERVAL 1 DAY"
            + " WHERE locked_until IS NOT NULL");
  }

  @Test
  void anApplicationUnderReviewKeepsItsBrowser() {
    Browser browser = new Browser(this).scannedBy(openid());
    String merchantNo = browser.apply(CreditCodes.next());

    Answer refused = browser.restart();

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("ONBOARDING_UNDER_REVIEW");
    assertThat(refused.header("Set-Cookie")).isNull();
    approve(merchantNo);
    assertThat(browser.credentials().status()).isEqualTo(200);
  }

  @Test
  void aRejectedApplicationFreesItsCodeAndTheBrowserMayApplyAgain() {
    String code = CreditCodes.next();
    Browser browser = new Browser(this).scannedBy(openid());
    String first = browser.apply(code);
    Answer rejected =
        post("/ops/v1/merchants/" + first + "/reject", Map.of("reason", "名称不符"))
            .asOperator("AUDITOR")
            .send();
    assertThat(rejected.status()).isEqualTo(200);
    Answer status = browser.call(get(browser.path())).send();
    assertThat(status.text("status")).isEqualTo("REJECTED");
    assertThat(status.text("rejectReason")).isEqualTo("名称不符");

    String second = browser.apply(code);

    assertThat(second).isNotEqualTo(first);
    assertThat(browser.status()).isEqualTo("SUBMITTED");
    assertThat(approve(first).text("code")).isEqualTo("MERCHANT_STATE_INVALID");
    assertThat(approve(second).status()).isEqualTo(200);
  }

  @Test
  void anApplicationNeedsTheScanAndAValidCode() {
    Browser browser = new Browser(this);
    assertThat(browser.tryApply(CreditCodes.next()).text("code"))
        .isEqualTo("ONBOARDING_STATE_INVALID");
    browser.scannedBy(openid());

    Answer wrongCheck = browser.tryApply("91350100M000100Y44");
    Answer badFields =
        browser
            .call(
                post(
                    browser.path() + "/application",
                    Map.of(
                        "creditCode", CreditCodes.next(),
                        "name", "x",
                        "contactName", "<script>",
                        "contactPhone", "12345",
                        "settlement",
                            Map.of(
                                "accountType", "BITCOIN",
                                "accountHolder", "x",
                                "accountNumber", "1234567",
                                "bankName", "<b>",
                                "branchName", "y"))))
            .send();

    assertThat(wrongCheck.status()).isEqualTo(400);
    assertThat(wrongCheck.text("code")).isEqualTo("CREDIT_CODE_INVALID");
    assertThat(badFields.status()).isEqualTo(400);
    assertThat(badFields.json().path("details").propertyNames())
        .containsExactlyInAnyOrder(
            "name",
            "contactName",
            "contactPhone",
            "settlement.accountType",
            "settlement.accountHolder",
            "settlement.accountNumber",
            "settlement.bankName",
            "settlement.branchName");
  }

  @Test
  void anApplicationNeedsAPictureOfTheLicenceWhichOnlyOperatorsSee() throws IOException {
    Browser browser = new Browser(this);
    assertThat(browser.sendLicence(Pictures.licence("jpeg")).text("code"))
        .isEqualTo("ONBOARDING_STATE_INVALID");
    browser.scannedBy(openid());
    String code = CreditCodes.next();

    assertThat(browser.applyOnly(code).text("code")).isEqualTo("LICENCE_REQUIRED");
    assertThat(browser.call(get(browser.path() + "/licence")).send().text("code"))
        .isEqualTo("LICENCE_NOT_FOUND");
    assertThat(browser.sendLicence(Pictures.draw("png", 500, 400, 1)).status()).isEqualTo(204);
    assertThat(browser.sendLicence(Pictures.licence("jpeg")).status()).isEqualTo(204);
    assertThat(
            browser
                .call(post("/onboarding/v1/sessions"))
                .header("Sec-Fetch-Site", "same-origin")
                .send()
                .json()
                .path("licence")
                .asBoolean())
        .isTrue();
    Answer own = browser.call(get(browser.path() + "/licence")).send();
    assertThat(ImageIO.read(new ByteArrayInputStream(own.bytes())).getWidth()).isEqualTo(900);
    String merchantNo = browser.applyOnly(code).text("merchantNo");

    assertThat(browser.sendLicence(Pictures.licence("jpeg")).text("code"))
        .isEqualTo("ONBOARDING_STATE_INVALID");
    String path = "/ops/v1/merchants/" + merchantNo + "/licence";
    Answer shown = get(path).asOperator("AUDITOR").send();
    assertThat(shown.bytes()).isEqualTo(own.bytes());
    assertThat(shown.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
    assertThat(shown.header("Content-Security-Policy")).contains("sandbox");
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM audit_log WHERE subject = ? AND action = 'LICENCE_VIEWED'"
                    + " AND operator_no = 'opr_test'",
                Integer.class,
                merchantNo))
        .isEqualTo(1);
    assertThat(get(path).asOperator("SUPPORT").send().text("code")).isEqualTo("OPERATOR_FORBIDDEN");
    assertThat(get(path).send().text("code")).isEqualTo("OPERATOR_UNAUTHENTICATED");
    assertThat(get("/ops/v1/merchants/mch_nobody/licence").asOperator("ADMIN").send().text("code"))
        .isEqualTo("MERCHANT_NOT_FOUND");
    byte[] sealed =
        jdbc.queryForObject(
            "SELECT content_sealed FROM licence_picture WHERE qr_token = ?",
            byte[].class,
            browser.qrToken);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .startsWith("k1:")
        .doesNotContain("JFIF");
  }

  @Test
  void aRejectedApplicationKeepsItsPictureAndACorrectedOneMayStandOnIt() throws IOException {
    Browser browser = new Browser(this).scannedBy(openid());
    String first = browser.apply(CreditCodes.next());
    reject(first);
    String second = browser.applyOnly(CreditCodes.next()).text("merchantNo");
    reject(second);
    assertThat(browser.sendLicence(Pictures.draw("png", 500, 400, 1)).status()).isEqualTo(204);
    String third = browser.applyOnly(CreditCodes.next()).text("merchantNo");

    assertThat(licenceWidth(first)).isEqualTo(900);
    assertThat(licenceWidth(second)).isEqualTo(900);
    assertThat(licenceWidth(third)).isEqualTo(500);
  }

  @Test
  void aLicenceIsTakenFromItsBrowserAloneAndByItsContent() {
    Browser browser = new Browser(this).scannedBy(openid());
    byte[] picture = Pictures.licence("jpeg");

    Answer stranger =
        post(browser.path() + "/licence", picture)
            .header("Cookie", new Browser(this).cookie)
            .send();
    Answer gif = browser.sendLicence(Pictures.draw("gif", 400, 400, 1));
    Answer large = browser.sendLicence(new byte[900 * 1024 + 1]);
    Answer json = browser.call(post(browser.path() + "/licence", Map.of("picture", "x"))).send();

    assertThat(stranger.text("code")).isEqualTo("ONBOARDING_NOT_FOUND");
    assertThat(gif.text("code")).isEqualTo("LICENCE_PICTURE_INVALID");
    assertThat(large.text("code")).isEqualTo("BODY_TOO_LARGE");
    assertThat(json.text("code")).isEqualTo("MEDIA_TYPE_UNSUPPORTED");
    assertThat(browser.applyOnly(CreditCodes.next()).text("code")).isEqualTo("LICENCE_REQUIRED");
  }

  @Test
  void unsubscribingMakesTheOpenidNullAndOnlyTheSamePersonsScanBindsAgain() {
    String openid = openid();
    Instant scanned = Instant.now().minusSeconds(60);
    Browser browser = new Browser(this).scannedBy(openid, scanned);
    String merchantNo = browser.apply(CreditCodes.next());

    unbind(openid, scanned.plusSeconds(10));
    assertThat(receivers(merchantNo)).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "SELECT openid FROM onboarding_session WHERE qr_token = ?",
                String.class,
                browser.qrToken))
        .isNull();

    browser.scannedBy(openid(), scanned.plusSeconds(20));
    assertThat(receivers(merchantNo)).isEmpty();
    browser.scannedBy(openid, scanned.plusSeconds(30));
    assertThat(receivers(merchantNo)).containsExactly(openid);
  }

  @Test
  void eventsThatArriveInTheWrongOrderEndInTheRightState() {
    String openid = openid();
    Instant base = Instant.now().minusSeconds(60);
    Browser late = new Browser(this);
    unbind(openid, base.plusSeconds(10));
    late.scannedBy(openid, base);
    assertThat(late.status()).isEqualTo("WAITING_SCAN");

    Browser again = new Browser(this).scannedBy(openid, base.plusSeconds(20));
    String merchantNo = again.apply(CreditCodes.next());
    unbind(openid, base.plusSeconds(10));
    assertThat(receivers(merchantNo)).containsExactly(openid);
  }

  @Test
  void anAuditMessageIsSentAgainUntilWechatMpServiceTakesIt() {
    String openid = openid();
    String merchantNo = new Browser(this).scannedBy(openid).apply(CreditCodes.next());
    NEIGHBOURS.failNextMessages.set(1);

    approve(merchantNo);

    await().until(() -> messageTo(openid) != null);
    await()
        .until(
            () ->
                jdbc.queryForList(
                        "SELECT status FROM message_outbox WHERE merchant_no = ?",
                        String.class,
                        merchantNo)
                    .equals(List.of("SENT")));
  }

  @Test
  void noQrCodeIsGivenOutWhileWechatMpServiceIsDown() {
    NEIGHBOURS.failNextQrCodes.set(1);

    Answer answer = Browser.begin(this).send();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("UPSTREAM_UNAVAILABLE");
  }

  @Test
  void anExpiredQrCodeSaysSo() {
    Browser browser = new Browser(this).scannedBy(openid());
    jdbc.update(
        "UPDATE onboarding_session SET expires_at = '2020-01-01 00:00:00', version = version + 1"
            + " WHERE qr_token = ?",
        browser.qrToken);

    assertThat(browser.tryApply(CreditCodes.next()).text("code")).isEqualTo("ONBOARDING_EXPIRED");
    assertThat(browser.call(get(browser.path() + "/qr.png")).send().text("code"))
        .isEqualTo("ONBOARDING_EXPIRED");
    assertThat(browser.goOn().status()).isEqualTo(201);
  }

  @Test
  void secretsAndPersonalDataAreSealedAndTimesAreUtcInTheDatabase() {
    Browser browser = approvedBrowser();
    Answer shown = browser.credentials();
    String merchantNo = shown.text("merchantNo");

    Map<String, Object> merchant =
        jdbc.queryForMap("SELECT * FROM merchant WHERE merchant_no = ?", merchantNo);
    Map<String, Object> key =
        jdbc.queryForMap("SELECT * FROM app_key WHERE app_id = ?", shown.text("appId"));

    assertThat(merchant.values().toString())
        .doesNotContain("13812345678", "张三丰", shown.text("salt"))
        .doesNotContain("4000023109200123456", "中国工商银行", "深圳科技园支行");
    assertThat(key.values().toString()).doesNotContain(shown.text("appSecret"));
    assertThat(
            jdbc.queryForObject(
                "SELECT ABS(TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(3))) FROM merchant"
                    + " WHERE merchant_no = ?",
                Integer.class,
                merchantNo))
        .isLessThan(600);
  }

  @Test
  void operatorsListMerchantsPageByPage() {
    for (int i = 0; i < 3; i++) {
      new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    }

    Answer first = get("/ops/v1/merchants?status=SUBMITTED&limit=2").asOperator("ADMIN").send();
    Answer second =
        get("/ops/v1/merchants?status=SUBMITTED&limit=2&after=" + first.text("next"))
            .asOperator("ADMIN")
            .send();

    assertThat(first.json().path("items")).hasSize(2);
    assertThat(second.json().path("items")).isNotEmpty();
    assertThat(second.json().path("items").get(0).path("merchantNo").asString(""))
        .isGreaterThan(first.text("next"));
    assertThat(get("/ops/v1/merchants").send().text("code")).isEqualTo("OPERATOR_UNAUTHENTICATED");
    assertThat(get("/ops/v1/merchants").asOperator("SUPPORT").send().text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
    assertThat(get("/ops/v1/merchants?limit=201").asOperator("ADMIN").send().status())
        .isEqualTo(400);
    assertThat(get("/ops/v1/merchants?status=NONSENSE").asOperator("ADMIN").send().status())
        .isEqualTo(400);
  }

  @Test
  void thePageIsServedUnderAStrictPolicy() {
    Answer page = get("/onboarding/").send();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(new String(page.bytes(), StandardCharsets.UTF_8))
        .doesNotContain("onclick", "style=")
        .contains("lang=\"zh-CN\"");
    assertThat(get("/onboarding/onboarding.js").send().status()).isEqualTo(200);
    assertThat(get("/onboarding/onboarding.css").send().status()).isEqualTo(200);
    assertThat(get("/onboarding/nothing-here").send().status()).isEqualTo(404);
  }

  private void reject(String merchantNo) {
    Answer answer =
        post("/ops/v1/merchants/" + merchantNo + "/reject", Map.of("reason", "照片不清晰"))
            .asOperator("AUDITOR")
            .send();
    assertThat(answer.status()).isEqualTo(200);
  }

  private int licenceWidth(String merchantNo) throws IOException {
    Answer shown = get("/ops/v1/merchants/" + merchantNo + "/licence").asOperator("ADMIN").send();
    return ImageIO.read(new ByteArrayInputStream(shown.bytes())).getWidth();
  }

  private void unbind(String openid, Instant at) {
    Answer answer =
        post("/internal/v1/openid-unbindings", Map.of("openid", openid, "at", at.toString()))
            .send();
    assertThat(answer.status()).isEqualTo(204);
  }

  private List<String> receivers(String merchantNo) {
    return get("/internal/v1/merchants/" + merchantNo + "/receivers")
        .send()
        .json()
        .valueStream()
        .map(receiver -> receiver.path("openid").asString(""))
        .toList();
  }

  private static @Nullable TemplateMessageRequest messageTo(String openid) {
    return NEIGHBOURS.messages.stream()
        .filter(message -> message.openid().equals(openid))
        .findFirst()
        .orElse(null);
  }

  private int count(String table, String merchantNo) {
    Integer rows =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM " + table + " WHERE merchant_no = ?", Integer.class, merchantNo);
    return rows == null ? 0 : rows;
  }
}
