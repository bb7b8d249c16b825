package com.zhaoli.pay.payment.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.PaymentStatus;
import com.zhaoli.pay.payment.page.QrReader;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The cashier as payers see it. */
class CashierPageIT extends BrowserCase {
  /** WeChat's bridge, which comes late and answers as the test says. */
  private static final String WECHAT_BRIDGE =
      """
      window.asked = [];
      window.outcome = window.outcome || "ok";
      setTimeout(() => {
        window.WeixinJSBridge = { invoke(name, params, answer) {
          window.asked.push({ name, params });
          setTimeout(() => answer({ err_msg: "get_brand_wcpay_request:" + window.outcome }), 50);
        } };
        document.dispatchEvent(new Event("WeixinJSBridgeReady"));
      }, 200);
      """;

  private static final String ALIPAY_BRIDGE =
      """
      window.asked = [];
      window.outcome = window.outcome || "9000";
      window.AlipayJSBridge = { call(name, params, answer) {
        window.asked.push({ name, params });
        setTimeout(() => answer({ resultCode: window.outcome }), 50);
      } };
      """;

  private Locator wallet(Visit visit, Channel channel) {
    boolean alipay = channel.equals(Channel.ALIPAY);
    return visit.look.isPhone()
        ? visit.button(
            alipay ? "打开支付宝支付" : "打开微信支付", alipay ? "Open Alipay to pay" : "Open WeChat to pay")
        : visit.button(alipay ? "支付宝" : "微信支付", alipay ? "Alipay" : "WeChat Pay");
  }

  private static Locator code(Visit visit) {
    return visit.page.locator(".qr img");
  }

  private static String read(Locator code) {
    assertThat(code).isVisible();
    code.evaluate("img => img.decode()");
    return QrReader.read(code.screenshot());
  }

  private Visit showCode(Visit visit, Channel channel) {
    if (visit.look.isPhone()) {
      visit
          .page
          .locator(".wallets li")
          .filter(
              new Locator.FilterOptions()
                  .setHasText(
                      channel.equals(Channel.ALIPAY)
                          ? visit.say("支付宝", "Alipay")
                          : visit.say("微信", "WeChat")))
          .getByText(visit.say("用另一部手机扫码", "Scan with another phone"))
          .click();
    } else {
      wallet(visit, channel).click();
    }
    return visit;
  }

  @ParameterizedTest
  @EnumSource
  void aPayerChoosesScansAndSeesThatItIsPaid(Look look) {
    String payToken = checkout.anyWallet();
    Visit visit = visit(look).to("/cashier/" + payToken);
    visit.sees(visit.page.getByText("1,234.50").first());
    visit.sees(visit.page.getByText(TestCheckout.SHOP));
    visit.sees(visit.page.getByText("招牌奶茶两杯"));
    visit.sees(visit.page.getByRole(AriaRole.TIMER));
    visit.sees(wallet(visit, Channel.ALIPAY));
    visit.shot("01-choose");

    showCode(visit, Channel.ALIPAY);
    assertThat(read(code(visit))).isEqualTo("https://qr.ALIPAY.example/" + payToken);
    visit.shot("02-code-alipay");

    visit.button("更换支付方式", "Pay another way").click();
    showCode(visit, Channel.WECHAT);
    visit.sees(visit.heading("请打开微信“扫一扫”", "Scan with WeChat"));
    assertThat(read(code(visit))).isEqualTo("https://qr.WECHAT.example/" + payToken);
    visit.shot("03-code-wechat");

    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    Locator paid = visit.heading("支付成功", "Payment successful");
    visit.sees(paid);
    assertThat(paid).isFocused();
    visit.shot("04-paid");

    Visit stranger = visit(look).to("/cashier/" + payToken);
    stranger.sees(stranger.heading("该笔支付已结束", "This payment is finished"));
    assertThat(stranger.page.content()).doesNotContain("1,234.50", "奶茶", TestCheckout.SHOP);
    stranger.shot("05-finished-elsewhere");
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, 支付已关闭, This payment was closed",
    "FAILED, 支付未成功, The payment did not succeed",
  })
  void anEndWithoutMoneyIsSaid(PaymentStatus end, String chinese, String english) {
    for (Look look : Look.values()) {
      String payToken = checkout.anyWallet();
      Visit visit = visit(look).to("/cashier/" + payToken);
      visit.sees(wallet(visit, Channel.ALIPAY));
      checkout.become(payToken, end);
      visit.sees(visit.heading(chinese, english));
      visit.shot("06-" + end.name().toLowerCase(Locale.ROOT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenTheTimeIsOverThePageSaysSoAndStillShowsALateResult(Look look) {
    String payToken = checkout.anyWallet();
    checkout.expireIn(payToken, Duration.ofSeconds(58));
    Visit visit = visit(look).to("/cashier/" + payToken);
    showCode(visit, Channel.ALIPAY);
    visit.sees(code(visit));
    visit.sees(visit.page.locator(".countdown.soon"));
    visit.shot("07-seconds-left");
    checkout.expireIn(payToken, Duration.ofSeconds(5));
    visit.sees(visit.heading("支付已超时", "The time to pay is over"));
    visit.shot("08-expired");
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.sees(visit.heading("支付成功", "Payment successful"));
  }

  @ParameterizedTest
  @EnumSource
  void aRefundedPaymentSaysSo(Look look) {
    String payToken = checkout.anyWallet();
    Visit visit = visit(look).to("/cashier/" + payToken);
    showCode(visit, Channel.ALIPAY);
    visit.sees(code(visit));
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    checkout.become(payToken, PaymentStatus.REFUNDED);
    visit.sees(visit.heading("该笔支付已退款", "This payment was refunded"));
    visit.shot("09-refunded");
  }

  @ParameterizedTest
  @EnumSource
  void afterThePaymentTheBrowserGoesBackToTheShop(Look look) {
    String payToken =
        checkout.begin(
            PaymentMethod.AGGREGATE_QR,
            "一件商品，它的名字长得需要换行才能在手机的屏幕上完整地显示出来",
            new Money(100_000_000_000L),
            SITE + "/shop/done?order=1",
            List.of(Channel.ALIPAY));
    Visit visit = visit(look).to("/cashier/" + payToken);
    if (look.isPhone()) {
      showCode(visit, Channel.ALIPAY);
    }
    // On a desktop the only wallet's code is there without a question.
    visit.sees(code(visit));
    visit.shot("10-only-one-wallet");
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.sees(
        visit
            .page
            .getByRole(AriaRole.LINK)
            .filter(new Locator.FilterOptions().setHasText(visit.say("返回商家", "Back to the shop"))));
    visit.shot("11-returning");
    visit.page.waitForURL(SITE + "/shop/done?order=1");
    assertThat(visit.page.evaluate("document.referrer")).isEqualTo("");
  }

  @Test
  void aPayerMayStayWhereTheResultIs() {
    String payToken =
        checkout.begin(
            PaymentMethod.NATIVE, "x", new Money(1), SITE + "/shop/done", List.of(Channel.ALIPAY));
    Visit visit = visit(Look.DESKTOP_ZH).to("/cashier/" + payToken);
    visit.sees(code(visit));
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.button("留在本页", "Stay here").click();
    visit.page.waitForTimeout(4_000);
    visit.sees(visit.heading("支付成功", "Payment successful"));
    assertThat(visit.page.url()).endsWith(payToken);
  }

  @ParameterizedTest
  @CsvSource({
    "DESKTOP_ZH, CHANNEL_DECLINED",
    "PHONE_ZH, CHANNEL_DECLINED",
    "DESKTOP_EN, CHANNEL_UNAVAILABLE",
    "PHONE_EN, CHANNEL_UNAVAILABLE",
    "PHONE_ZH, CHANNEL_NOT_CONFIGURED",
    "DESKTOP_ZH, INTERNAL_ERROR"
  })
  void aRefusalHasItsWordsAndAWayOn(Look look, ErrorCode refusal) {
    checkout.refusal.set(refusal);
    String payToken = checkout.anyWallet();
    Visit visit = visit(look).to("/cashier/" + payToken);
    showCode(visit, Channel.ALIPAY);
    visit.sees(visit.alert());
    visit.shot("12-" + refusal.name().toLowerCase(Locale.ROOT));
    checkout.refusal.set(null);
    showCode(visit, Channel.WECHAT);
    visit.sees(code(visit));
    assertThat(visit.alert()).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource
  void aLostNetworkIsSaidAndRepairsItself(Look look) {
    String payToken = checkout.anyWallet();
    Visit visit = visit(look).to("/cashier/" + payToken);
    showCode(visit, Channel.ALIPAY);
    visit.sees(code(visit));
    visit.context.setOffline(true);
    visit.sees(
        visit
            .alert()
            .getByText(visit.say("网络连接中断，正在重试……", "The connection is lost. Trying again…")));
    visit.shot("13-offline");
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.context.setOffline(false);
    visit.sees(visit.heading("支付成功", "Payment successful"));
    visit.forgive("ERR_INTERNET_DISCONNECTED");
  }

  @ParameterizedTest
  @EnumSource
  void aTokenThatIsNoneIsSaid(Look look) {
    Visit visit = visit(look).to("/cashier/" + "a".repeat(32));
    visit.sees(visit.page.getByText("这里没有可以付款的内容"));
    visit.sees(visit.page.getByText("There is nothing to pay here"));
    visit.shot("14-not-found");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "PHONE_EN"})
  void insideWechatThePayerSignsInAndPaysThere(Look look) {
    String payToken = checkout.anyWallet();
    Visit visit = visit(look, Look.WECHAT, WECHAT_BRIDGE).to("/cashier/" + payToken);
    Locator pay = visit.button("用微信支付 ¥1,234.50", "Pay ¥1,234.50 with WeChat Pay");
    visit.sees(pay);
    visit.shot("20-wechat");
    pay.click();
    visit.until("window.asked && window.asked.length === 1");
    assertThat(visit.page.evaluate("asked[0].name")).isEqualTo("getBrandWCPayRequest");
    assertThat(visit.page.evaluate("asked[0].params.package")).isEqualTo("prepay_id=" + payToken);
    assertThat(checkout.openings).hasSize(1);
    assertThat(checkout.openings.get(0).payer().payerId()).isEqualTo(PagesApp.PAYER);
    visit.shot("21-wechat-waiting");
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.sees(visit.heading("支付成功", "Payment successful"));
    visit.shot("22-wechat-paid");
    assertThat(visit.page.url()).isEqualTo(SITE + "/cashier/" + payToken);
  }

  @ParameterizedTest
  @CsvSource({"cancel, 您取消了支付，可以重新支付。", "fail, 微信支付未能完成支付，请重试或更换支付方式。"})
  void whoCancelsInWechatMayPayAgainWithoutAnotherSignIn(String outcome, String words) {
    String payToken = checkout.anyWallet();
    Visit visit =
        visit(Look.PHONE_ZH, Look.WECHAT, "window.outcome = '" + outcome + "';" + WECHAT_BRIDGE)
            .to("/cashier/" + payToken);
    Locator pay = visit.button("用微信支付 ¥1,234.50", "");
    pay.click();
    visit.sees(visit.alert().getByText(words));
    visit.shot("23-wechat-" + outcome);
    pay.click();
    visit.until("window.asked.length === 2");
    assertThat(checkout.openings).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "PHONE_EN"})
  void insideAlipayThePayerSignsInAndPaysThere(Look look) {
    String payToken = checkout.anyWallet();
    Visit visit = visit(look, Look.ALIPAY, ALIPAY_BRIDGE).to("/cashier/" + payToken);
    Locator pay = visit.button("用支付宝支付 ¥1,234.50", "Pay ¥1,234.50 with Alipay");
    visit.sees(pay);
    visit.shot("24-alipay");
    pay.click();
    visit.until("window.asked && window.asked.length === 1");
    assertThat(visit.page.evaluate("asked[0].name")).isEqualTo("tradePay");
    assertThat(visit.page.evaluate("asked[0].params.tradeNO")).isEqualTo("T" + payToken);
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.sees(visit.heading("支付成功", "Payment successful"));
    visit.shot("25-alipay-paid");
  }

  @Test
  void whoCancelsInAlipayMayPayAgain() {
    Visit visit =
        visit(Look.PHONE_ZH, Look.ALIPAY, "window.outcome = '6001';" + ALIPAY_BRIDGE)
            .to("/cashier/" + checkout.anyWallet());
    visit.button("用支付宝支付 ¥1,234.50", "").click();
    visit.sees(visit.alert().getByText("您取消了支付，可以重新支付。"));
    visit.shot("26-alipay-cancelled");
  }

  @Test
  void aSignInThatFailedIsSaid() {
    String payToken = checkout.anyWallet();
    Visit visit =
        visit(Look.PHONE_ZH, Look.WECHAT, WECHAT_BRIDGE)
            .to("/cashier/" + payToken + "/signed-in?code=bad&state=" + "s".repeat(32));
    visit.sees(visit.alert().getByText("没有获得微信的授权，请重试。"));
    visit.shot("27-sign-in-failed");
    assertThat(visit.page.url()).isEqualTo(SITE + "/cashier/" + payToken);
  }

  @Test
  void aBridgeThatNeverComesIsSaid() {
    String payToken = checkout.anyWallet();
    Visit visit = visit(Look.PHONE_ZH, Look.ALIPAY, "").to("/cashier/" + payToken);
    visit.button("用支付宝支付 ¥1,234.50", "").click();
    visit.sees(visit.alert().getByText("没有等到支付宝的响应，请关闭本页后重新扫码。"));
    visit.shot("28-no-bridge");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "PHONE_EN"})
  void aPhoneOpensTheWalletWhichLearnsOurSiteAndNotTheToken(Look look) {
    String payToken = checkout.anyWallet();
    Visit visit = visit(look).to("/cashier/" + payToken);
    visit.context.route(
        "https://pay.wallet.example/**",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/html").setBody("<h1>wallet</h1>")));
    Request request =
        visit.page.waitForRequest(
            "https://pay.wallet.example/**", wallet(visit, Channel.WECHAT)::click);
    assertThat(String.valueOf(request.allHeaders().get("referer"))).isEqualTo(SITE + "/");
    assertThat(checkout.openings.get(0).payer().payerIp()).isEqualTo("127.0.0.1");
    assertThat(checkout.openings.get(0).payer().returnUrl())
        .isEqualTo(SITE + "/cashier/" + payToken);
    visit.page.waitForURL("https://pay.wallet.example/**");
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    visit.page.goBack();
    visit.sees(visit.heading("支付成功", "Payment successful"));
  }

  @ParameterizedTest
  @EnumSource
  void aPaymentForOneWalletsOwnPageIsOpenedThereByScanning(Look look) {
    String payToken = checkout.begin(PaymentMethod.JSAPI, Channel.WECHAT);
    Visit visit = visit(look).to("/cashier/" + payToken);
    visit.sees(visit.heading("请用微信扫码打开本页", "Scan with WeChat to open this page there"));
    assertThat(read(code(visit))).isEqualTo(SITE + "/cashier/" + payToken);
    visit.shot("15-elsewhere");
  }

  @Test
  void anotherDeviceThatChoosesAnotherWayIsNoticed() {
    String payToken = checkout.anyWallet();
    Visit desktop = visit(Look.DESKTOP_ZH).to("/cashier/" + payToken);
    showCode(desktop, Channel.ALIPAY);
    desktop.sees(code(desktop));
    Visit phone = visit(Look.PHONE_ZH).to("/cashier/" + payToken);
    phone.button("更换支付方式", "").click();
    showCode(phone, Channel.WECHAT);
    desktop.sees(desktop.alert().getByText("支付方式已在另一台设备上更换，请重新选择。"));
    desktop.shot("16-changed-elsewhere");
    desktop.sees(wallet(desktop, Channel.ALIPAY));
  }

  @Test
  void aReloadedPageShowsTheSameCodeAgain() {
    String payToken = checkout.anyWallet();
    Visit visit = visit(Look.DESKTOP_ZH).to("/cashier/" + payToken);
    showCode(visit, Channel.WECHAT);
    visit.sees(code(visit));
    visit.page.reload();
    assertThat(read(code(visit))).isEqualTo("https://qr.WECHAT.example/" + payToken);
    assertThat(checkout.openings).hasSize(1);
  }

  @Test
  void scriptsOfThePageSeeNoCookieAndThePageCallsNobodyElse() {
    String payToken = checkout.anyWallet();
    Visit visit = visit(Look.DESKTOP_ZH);
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    visit.page.onRequest(
        request -> {
          if (!request.url().startsWith(SITE)) {
            elsewhere.add(request.url());
          }
        });
    visit.to("/cashier/" + payToken);
    showCode(visit, Channel.ALIPAY);
    visit.sees(code(visit));
    assertThat(visit.page.evaluate("document.cookie")).isEqualTo("");
    assertThat(visit.context.cookies()).hasSize(1);
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void thePageIsUsedByKeyboardAlone() {
    String payToken = checkout.anyWallet();
    Visit visit = visit(Look.DESKTOP_ZH).to("/cashier/" + payToken);
    visit.sees(wallet(visit, Channel.ALIPAY));
    visit.page.keyboard().press("Tab");
    assertThat(visit.page.getByText("English")).isFocused();
    visit.page.keyboard().press("Enter");
    visit.sees(visit.page.getByText("Choose how to pay"));
    assertThat(visit.page.locator("html")).hasAttribute("lang", "en");
    assertThat(visit.page).hasTitle("Checkout · zhaoli-pay");
    visit.page.keyboard().press("Tab");
    visit.shot("17-keyboard-focus");
    visit.page.keyboard().press("Enter");
    assertThat(read(code(visit))).isEqualTo("https://qr.ALIPAY.example/" + payToken);
    // The choice of language stays.
    visit.page.reload();
    visit.sees(visit.page.getByText("Scan with Alipay"));
  }

  @Test
  void withoutAShopNameThePageHasANeutralWord() {
    String payToken = checkout.anyWallet();
    Visit visit = visit(Look.PHONE_ZH);
    visit.page.route(
        "**/state",
        route -> {
          var answer = route.fetch();
          route.fulfill(
              new Route.FulfillOptions()
                  .setResponse(answer)
                  .setBody(answer.text().replaceAll("\"shop\":\"[^\"]*\",", "")));
        });
    visit.to("/cashier/" + payToken);
    visit.sees(visit.heading("付款给 商家", ""));
    visit.shot("18-no-shop-name");
  }

  @Test
  void askingAgainSlowsDownAndEnds() {
    Page page = visit(Look.DESKTOP_ZH).to("/cashier/" + checkout.anyWallet()).page;
    String pause = "async (state) => (await import('/cashier/assets/poll.js')).pauseBefore(state)";
    assertThat(page.evaluate(pause, state("PAYABLE", 0, 0, 0))).isEqualTo(2_000);
    assertThat(page.evaluate(pause, state("PAYABLE", 0, 200_000, 0))).isEqualTo(4_000);
    assertThat(page.evaluate(pause, state("PAYABLE", 0, 2_000_000, 0))).isEqualTo(8_000);
    assertThat(page.evaluate(pause, state("PAYABLE", 1, 0, 0))).isEqualTo(4_000);
    assertThat(page.evaluate(pause, state("PAYABLE", 50, 0, 0))).isEqualTo(30_000);
    assertThat(page.evaluate(pause, state("EXPIRED", 0, 0, 1))).isEqualTo(2_000);
    assertThat(page.evaluate(pause, state("EXPIRED", 0, 0, 130_000))).isNull();
    for (String end : List.of("PAID", "REFUNDED", "CLOSED", "FAILED", "FINISHED")) {
      assertThat(page.evaluate(pause, state(end, 0, 0, 0))).isNull();
    }
  }

  private static Map<String, Object> state(
      String status, int failures, int watchedMillis, int overMillis) {
    return Map.of(
        "status", status,
        "failures", failures,
        "watchedMillis", watchedMillis,
        "overMillis", overMillis);
  }
}
