package com.zhaoli.pay.merchant.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.FilePayload;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.CreditCodes;
import com.zhaoli.pay.merchant.Pictures;
import com.zhaoli.pay.merchant.RunningService;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real browser, from the QR code to the keys. */
class OnboardingPageIT extends RunningService {
  private static final int PHONE_WIDTH = 390;
  private static final int PHONE_HEIGHT = 844;

  private final List<Visit> visits = new ArrayList<>();

  @AfterEach
  void nothingWentWrongUnseen() {
    List<String> complaints =
        visits.stream().flatMap(visit -> visit.complaints().stream()).toList();
    visits.forEach(Visit::close);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aMerchantJoinsFromScanToKeysAndMayReloadAtEachStep(Look look) {
    Visit visit = visit(look).to("/onboarding/");
    visit.sees(scanHeading(visit));
    assertThat(visit.page.locator("#qr")).hasJSProperty("complete", true);
    Locator hint =
        visit.page.getByText(
            visit.say("正在用手机打开本页？", "Reading this on your phone?"),
            new Page.GetByTextOptions().setExact(false));
    assertThat(hint).isVisible(new IsVisibleOptions().setVisible(look.isPhone()));
    visit.shot("01-scan");
    String qrToken = qrToken(visit);
    visit.page.reload();
    visit.sees(scanHeading(visit));
    assertThat(qrToken(visit)).isEqualTo(qrToken);

    scan(visit);
    visit.sees(formHeading(visit));
    assertThat(formHeading(visit)).isFocused();
    visit.shot("02-form");
    visit.button("提交审核", "Submit for review").click();
    assertThat(field(visit, "creditCode")).isFocused();
    visit.shot("03-form-empty");
    String code = CreditCodes.next();
    fill(visit, code);
    visit.shot("04-form-filled");
    visit.page.reload();
    visit.sees(formHeading(visit));
    assertThat(field(visit, "creditCode")).hasValue(code);
    visit.button("提交审核", "Submit for review").click();
    visit.sees(auditHeading(visit));
    assertThat(auditHeading(visit)).isFocused();
    visit.shot("05-audit");
    visit.page.reload();
    visit.sees(auditHeading(visit));

    reject(visit, "营业执照名称与商户名称不一致，请核对后重新提交。");
    visit.sees(visit.page.getByText("营业执照名称与商户名称不一致"));
    visit.shot("06-rejected");
    visit.page.reload();
    visit.sees(visit.page.getByText("营业执照名称与商户名称不一致"));
    assertThat(field(visit, "creditCode")).hasValue(code);
    visit.button("重新提交审核", "Submit again").click();
    visit.sees(auditHeading(visit));

    approve(visit);
    visit.sees(approvedHeading(visit));
    visit.shot("07-approved");
    visit.page.reload();
    visit.sees(approvedHeading(visit));
    visit.button("查看密钥", "Show the keys").click();
    visit.sees(visit.button("复制全部", "Copy all"));
    assertThat(visit.page.locator("#credentials dd")).hasCount(7);
    // Keys in a picture on disk would be no secret.
    visit.page.evaluate(
        "document.querySelectorAll('#credentials code').forEach(c => { c.textContent ="
            + " c.textContent.replace(/[A-Za-z0-9]/g, 'x'); })");
    visit.shot("08-keys");
    // The answer was lost, or the tab closed: until the merchant has kept them they can be had.
    visit.page.reload();
    assertThat(visit.page.locator("#another")).isHidden();
    visit.button("查看密钥", "Show the keys").click();
    assertThat(visit.page.locator("#credentials dd")).hasCount(7);
    visit.button("我已妥善保存", "I have kept them").click();
    assertThat(visit.page.locator("#kept-text")).isVisible();
    assertThat(visit.page.locator("#credentials dd")).hasCount(0);
    assertThat(visit.page.locator("#another")).isVisible();
    visit.shot("09-kept");
    visit.page.reload();
    visit.button("查看密钥", "Show the keys").click();
    assertThat(visit.page.locator("#already-shown")).isVisible();
  }

  @Test
  void anotherBrowserWithTheSameQrTokenGetsNothing() {
    Visit visit = visit(Look.PHONE_ZH).to("/onboarding/");
    visit.sees(scanHeading(visit));
    scan(visit);
    visit.sees(formHeading(visit));
    Visit other = visit(Look.PHONE_ZH).to("/onboarding/");
    other.sees(scanHeading(other));

    assertThat(qrToken(other)).isNotEqualTo(qrToken(visit));
    assertThat(
            other.page.evaluate(
                "token => fetch('v1/sessions/' + token).then(answer => answer.status)",
                qrToken(visit)))
        .isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void anExpiredQrCodeSaysSoAndANewOneCanBeHad(Look look) {
    Visit visit = visit(look).to("/onboarding/");
    visit.sees(scanHeading(visit));
    String first = qrToken(visit);
    jdbc.update(
        "UPDATE onboarding_session SET expires_at = '2020-01-01 00:00:00', version = version + 1"
            + " WHERE qr_token = ?",
        first);
    visit.page.reload();
    visit.sees(scanHeading(visit));
    String second = qrToken(visit);
    assertThat(second).isNotEqualTo(first);

    // While the page looks on, the code runs out behind its back.
    visit.page.route(
        "**/v1/sessions/" + second,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"status\":\"EXPIRED\"}")));
    visit.sees(visit.heading("二维码已过期", "The QR code has expired"));
    visit.shot("09-expired");
    visit.button("重新开始", "Begin again").click();
    visit.sees(scanHeading(visit));
    assertThat(qrToken(visit)).isNotEqualTo(second);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void withoutCookiesThePageMakesOneQrCodeAndSaysWhatItNeeds(Look look) {
    Visit visit = visit(look);
    AtomicInteger begun = new AtomicInteger();
    visit.page.route(
        "**/v1/sessions",
        route -> {
          begun.incrementAndGet();
          Answer answer =
              post("/onboarding/v1/sessions").header("Sec-Fetch-Site", "same-origin").send();
          route.fulfill(
              new Route.FulfillOptions()
                  .setStatus(answer.status())
                  .setContentType("application/json")
                  .setBodyBytes(answer.bytes()));
        });
    visit.page.clock().install();
    visit.to("/onboarding/");
    visit.sees(visit.heading("浏览器没有保存 Cookie", "This browser keeps no cookies"));
    visit.shot("10-no-cookies");

    visit.page.clock().runFor(60_000);
    assertThat(begun).hasValue(1);
    visit.sees(visit.heading("浏览器没有保存 Cookie", "This browser keeps no cookies"));
  }

  @Test
  void aCookieThatGoesAwayLaterLeadsToANewQrCode() {
    Visit visit = visit(Look.PHONE_ZH).to("/onboarding/");
    visit.sees(scanHeading(visit));
    String first = qrToken(visit);
    visit.page.waitForResponse("**/v1/sessions/" + first, () -> {});

    visit.context.clearCookies();
    visit.until("!document.getElementById('qr').src.includes('" + first + "')");
    visit.sees(scanHeading(visit));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aTakenCodeStaysSaidAtItsFieldWhileThePagePolls(Look look) {
    String taken = CreditCodes.next();
    Visit first = atForm(Look.PHONE_ZH);
    fill(first, taken);
    first.button("提交审核", "").click();
    first.sees(auditHeading(first));
    Visit visit = atForm(look);
    fill(visit, taken);

    visit.button("提交审核", "Submit for review").click();

    Locator error = visit.page.locator("#creditCode-error");
    assertThat(error)
        .containsText(visit.say("该代码已用于另一份申请", "This code is used by another application"));
    assertThat(field(visit, "creditCode")).isFocused();
    poll(visit);
    poll(visit);
    visit.sees(error);
    visit.shot("11-code-taken");
    field(visit, "creditCode").fill(CreditCodes.next());
    assertThat(error).isHidden();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void afterTooManyTakenCodesThePageSaysHowLongToWait(Look look) {
    Visit visit = atForm(look);
    fill(visit, CreditCodes.next());
    visit.page.route(
        "**/application",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(429)
                    .setHeaders(Map.of("Retry-After", "86000", "Content-Type", "application/json"))
                    .setBody("{\"code\":\"CREDIT_CODE_TRIES_USED_UP\"}")));

    visit.button("提交审核", "Submit for review").click();

    assertThat(visit.page.locator("#form-problem"))
        .containsText(visit.say("提交次数过多，请稍后重试，或联系我们。 (24 h)", "or contact us. (24 h)"));
    visit.shot("14-tries-used-up");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aTabThatBeginsAgainShowsWhatIsUnderReviewAndSaysWhy(Look look) {
    Visit visit = atForm(look);
    Page tab = visit.context.newPage();
    // A tab that slept: it has yet to hear of the application.
    tab.route(
        "**/v1/sessions/" + qrToken(visit),
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"status\":\"EXPIRED\"}")));
    tab.navigate(site() + "/onboarding/");
    assertThat(tab.locator("#restart")).isVisible();
    fill(visit, CreditCodes.next());
    visit.button("提交审核", "Submit for review").click();
    visit.sees(auditHeading(visit));
    tab.unroute("**/v1/sessions/" + qrToken(visit));

    tab.locator("#restart").click();

    assertThat(tab.locator("#view-SUBMITTED")).isVisible();
    assertThat(tab.locator("#refused"))
        .containsText(visit.say("正在审核，密钥只会在这里显示", "its keys will be shown here only"));
    assertThat(tab.locator("#view-SUBMITTED .merchant-no")).hasText(merchantNo(visit));
  }

  @Test
  void aCodeAndAPhoneNumberPastedWithBlanksAreTaken() {
    Visit visit = atForm(Look.PHONE_ZH);
    String code = CreditCodes.next();
    fill(visit, code);
    paste(visit, "creditCode", " " + code.toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 "));
    paste(visit, "contactPhone", "138 1234 5678");

    visit.button("提交审核", "").click();

    visit.sees(auditHeading(visit));
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM merchant WHERE credit_code = ?", Integer.class, code))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aFileThatIsNoPictureIsToldAndTheEarlierPictureStays(Look look) {
    Visit visit = atForm(look);
    Locator error = visit.page.locator("#licence-error");
    Locator preview = visit.page.locator("#licence-preview");

    choose(visit, "licence.jpg", "<html>".getBytes(StandardCharsets.US_ASCII));
    assertThat(error).containsText(visit.say("不是可以读取的", "no JPG or PNG"));
    assertThat(preview).isHidden();
    choose(visit, "licence.jpg", Pictures.draw("png", 100, 100, 1));
    assertThat(error).containsText(visit.say("每边至少 300 像素", "at least 300 pixels"));
    visit.shot("13-licence-refused");

    choose(visit, "licence.jpg", Pictures.licence("jpeg"));
    visit.sees(preview);
    assertThat(error).isHidden();
    visit.until("document.getElementById('licence-preview').naturalWidth === 900");
    choose(visit, "licence.jpg", "<html>".getBytes(StandardCharsets.US_ASCII));
    visit.sees(error);
    visit.sees(preview);
    visit.page.reload();
    visit.sees(preview);
    visit.until("document.getElementById('licence-preview').naturalWidth === 900");
  }

  @Test
  void aLargePhotoIsMadeSmallerBeforeItIsSent() {
    Visit visit = atForm(Look.PHONE_ZH);
    // The service refuses what is larger than the page may send.
    Response answer =
        visit.page.waitForResponse(
            "**/licence", () -> choose(visit, "licence.png", Pictures.draw("png", 6000, 4000, 1)));

    assertThat(answer.status()).isEqualTo(204);
    visit.sees(visit.page.locator("#licence-preview"));
    visit.until("document.getElementById('licence-preview').naturalWidth === 2000");
  }

  @Test
  void whatIsWrongStaysSaidInEitherLanguageAndTheChoiceIsKept() {
    Visit visit = atForm(Look.DESKTOP_ZH);
    fill(visit, "91350100M000100Y44");
    visit.button("提交审核", "").click();
    Locator error = visit.page.locator("#creditCode-error");
    assertThat(error).containsText("代码不正确");

    visit.page.locator("#language").click();

    assertThat(error).containsText("This is not a valid code");
    assertThat(visit.page.locator("#live")).containsText("Scanned");
    assertThat(visit.page.locator("html")).hasAttribute("lang", "en");
    visit.page.reload();
    visit.sees(visit.page.getByText("About the merchant"));
  }

  @Test
  void aBrowserOfAThirdLanguageSeesChinese() {
    Visit visit = visit(Look.DESKTOP_EN);
    visit.context.addInitScript(
        "Object.defineProperty(navigator, 'language', { get: () => 'fr-FR' })");
    visit.to("/onboarding/");
    visit.sees(visit.page.getByText("用微信扫一扫"));
  }

  @Test
  void aPageOfARejectedApplicationFollowsWhatAnotherTabDoes() {
    Visit visit = atForm(Look.PHONE_ZH);
    fill(visit, CreditCodes.next());
    visit.button("提交审核", "").click();
    visit.sees(auditHeading(visit));
    reject(visit, "名称不符");
    visit.sees(visit.page.getByText("名称不符"));

    Page tab = visit.context.newPage();
    tab.navigate(site() + "/onboarding/");
    assertThat(tab.locator("#reason")).hasText("名称不符");
    visit.button("重新提交审核", "").click();
    visit.sees(auditHeading(visit));
    assertThat(tab.locator("#view-SUBMITTED")).isVisible();
  }

  @Test
  void keysOnTheScreenStayWhileAnotherTabOfTheBrowserIsOpened() {
    Visit visit = approved();
    Page keys = visit.context.newPage();
    keys.navigate(site() + "/onboarding/");
    keys.locator("#reveal").click();
    assertThat(keys.locator("#credentials dd")).hasCount(7);

    Page tab = visit.context.newPage();
    tab.navigate(site() + "/onboarding/");
    assertThat(tab.locator("#view-APPROVED")).isVisible();

    visit.sees(approvedHeading(visit));
    assertThat(keys.locator("#credentials dd")).hasCount(7);
    keys.locator("#language").click();
    assertThat(keys.locator("#credentials dd").first()).containsText("Copy");
  }

  @Test
  void aLostConnectionIsSaidAndForgottenWhenItIsBack() {
    Visit visit = atForm(Look.PHONE_EN);
    visit.page.route("**/v1/sessions/*", Route::abort);
    visit.sees(visit.alert().getByText("The connection is lost"));
    visit.shot("12-offline");
    visit.page.unroute("**/v1/sessions/*");
    assertThat(visit.page.locator("#problem")).isHidden();
    visit.sees(formHeading(visit));
  }

  private String site() {
    return "http://127.0.0.1:" + port;
  }

  private Visit visit(Look look) {
    Visit visit =
        new Visit(
            look,
            look.userAgent,
            site(),
            Map.of(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway")));
    if (look.isPhone()) {
      visit.page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    }
    visits.add(visit);
    return visit;
  }

  private Visit atForm(Look look) {
    Visit visit = visit(look).to("/onboarding/");
    visit.sees(scanHeading(visit));
    scan(visit);
    visit.sees(formHeading(visit));
    return visit;
  }

  private Visit approved() {
    Visit visit = atForm(Look.PHONE_ZH);
    fill(visit, CreditCodes.next());
    visit.button("提交审核", "").click();
    visit.sees(auditHeading(visit));
    approve(visit);
    visit.sees(approvedHeading(visit));
    return visit;
  }

  private static Locator scanHeading(Visit visit) {
    return visit.heading("用微信扫一扫", "Scan with WeChat");
  }

  private static Locator formHeading(Visit visit) {
    return visit.heading("填写商户资料", "About the merchant");
  }

  private static Locator auditHeading(Visit visit) {
    return visit.heading("资料已提交，正在审核", "Submitted, under review");
  }

  private static Locator approvedHeading(Visit visit) {
    return visit.heading("审核通过", "Approved");
  }

  private static Locator field(Visit visit, String name) {
    return visit.page.locator("#" + name);
  }

  private static String qrToken(Visit visit) {
    String[] path = String.valueOf(visit.page.locator("#qr").getAttribute("src")).split("/", -1);
    return path[path.length - 2];
  }

  private void scan(Visit visit) {
    Answer answer =
        post(
                "/internal/v1/onboarding-scans",
                Map.of(
                    "qrToken",
                    qrToken(visit),
                    "openid",
                    "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 27),
                    "scannedAt",
                    Instant.now().toString()))
            .send();
    assertThat(answer.status()).isEqualTo(204);
  }

  private static void fill(Visit visit, String creditCode) {
    field(visit, "creditCode").fill(creditCode);
    field(visit, "name").fill("深圳市找力科技有限公司");
    field(visit, "contactName").fill("张三丰");
    field(visit, "contactPhone").fill("13812345678");
    choose(visit, "licence.png", Pictures.licence("png"));
    visit.sees(visit.page.getByText(visit.say("已上传，提交前可重新选择。", "Sent. You may choose")));
    field(visit, "accountType").selectOption("CORPORATE");
    field(visit, "accountHolder").fill("深圳市找力科技有限公司");
    field(visit, "accountNumber").fill("4000 0231 0920 0123 456");
    field(visit, "bankName").fill("中国工商银行");
    field(visit, "branchName").fill("深圳科技园支行");
  }

  private static void choose(Visit visit, String name, byte[] content) {
    field(visit, "licence").setInputFiles(new FilePayload(name, "image/jpeg", content));
  }

  /** As a person pastes it, within what the field has room for. */
  private static void paste(Visit visit, String name, String text) {
    field(visit, name).fill("");
    field(visit, name).focus();
    visit.page.keyboard().insertText(text);
  }

  private static void poll(Visit visit) {
    visit.page.waitForResponse("**/v1/sessions/" + qrToken(visit), () -> {});
  }

  private void approve(Visit visit) {
    Answer answer =
        post("/ops/v1/merchants/" + merchantNo(visit) + "/approve").asOperator("ADMIN").send();
    assertThat(answer.status()).isEqualTo(200);
  }

  private void reject(Visit visit, String reason) {
    Answer answer =
        post("/ops/v1/merchants/" + merchantNo(visit) + "/reject", Map.of("reason", reason))
            .asOperator("AUDITOR")
            .send();
    assertThat(answer.status()).isEqualTo(200);
  }

  private static String merchantNo(Visit visit) {
    Locator shown = visit.page.locator("#view-SUBMITTED .merchant-no");
    assertThat(shown).not().isEmpty();
    return shown.innerText();
  }
}
