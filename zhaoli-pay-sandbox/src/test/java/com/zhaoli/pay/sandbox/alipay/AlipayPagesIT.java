package com.zhaoli.pay.sandbox.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.request.AlipaySystemOauthTokenRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.alipay.api.response.AlipaySystemOauthTokenResponse;
import com.zhaoli.pay.sandbox.support.AlipaySdk;
import com.zhaoli.pay.sandbox.support.AlipaySdk.Mode;
import com.zhaoli.pay.sandbox.support.Browser;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person's browser goes through at Alipay: the page on which he pays, and the login. */
class AlipayPagesIT extends RunningSandbox {
  private final Browser browser = new Browser();

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aPersonPaysOnThePageAndComesBackWithSignedParameters(Mode mode) {
    AlipaySdk alipay = new AlipaySdk(directory(), url(), mode);
    String orderNo = newOrderNo();
    AlipayTradePagePayRequest request = new AlipayTradePagePayRequest();
    request.setReturnUrl(PLATFORM.url() + "/back?order=1#top");
    request.setNotifyUrl(PLATFORM.url() + "/callback/alipay");
    String start = alipay.page(request, biz(orderNo));

    Browser.Page page = browser.open(start);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("12.34", "&lt;茶&gt;", "确认付款", "<html lang=\"zh-CN\">");
    assertThat(page.text()).doesNotContain("<script", "<style", "onclick");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "form-action 'self'");
    assertThat(query(alipay, orderNo)).as("nobody has paid").isNull();
    assertThat(browser.open(start).url()).as("the same page again").isEqualTo(page.url());

    Browser.Page paid = browser.submit(page);
    assertThat(paid.text()).contains("支付成功");
    assertThat(query(alipay, orderNo)).isEqualTo("TRADE_SUCCESS");
    Map<String, String> back = Browser.parametersOf(paid.refresh());
    assertThat(paid.refresh()).startsWith(PLATFORM.url() + "/back?order=1&");
    assertThat(back)
        .containsEntry("out_trade_no", orderNo)
        .containsEntry("total_amount", "12.34")
        .containsEntry("method", "alipay.trade.page.pay.return")
        .containsEntry("order", "1");
    back.remove("order");
    assertThat(alipay.verifies(back)).isTrue();
    assertThat(browser.submit(page).text()).as("pressed twice").contains("支付成功");
  }

  @Test
  void thePhonePageIsTheSameAndAClosedOrderCannotBePaidOnIt() {
    AlipaySdk alipay = new AlipaySdk(directory(), url(), Mode.KEY);
    String orderNo = newOrderNo();
    Browser.Page page =
        browser.open(
            alipay.page(
                new AlipayTradeWapPayRequest(),
                Map.of(
                    "out_trade_no",
                    orderNo,
                    "total_amount",
                    "1.00",
                    "subject",
                    "tea",
                    "timeout_express",
                    "1m")));
    assertThat(page.text()).contains("1.00");
    assertThat(order(orderNo).get("method").asString()).isEqualTo("WAP");
    control("/scan", Map.of("channelOrderNo", orderNo));
    alipay.call(new AlipayTradeCloseRequest(), Map.of("out_trade_no", orderNo));
    assertThat(browser.submit(page).text()).contains("订单已关闭").doesNotContain("<button");
  }

  @Test
  void aPageThatTheAppDidNotSignIsRefused() {
    AlipaySdk alipay = new AlipaySdk(directory(), url(), Mode.KEY);
    String start = alipay.page(new AlipayTradePagePayRequest(), biz(newOrderNo()));
    Browser.Page forged = browser.open(start.replace("12.34", "0.01"));
    assertThat(forged.text()).contains("isv.invalid-signature").doesNotContain("<button");
    assertThat(browser.open(url() + "/wallet/alipay/guessed").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aLoginLeadsBackAtOnceAndItsCodeNamesTheBuyerOnce(Mode mode) {
    AlipaySdk alipay = new AlipaySdk(directory(), url(), mode);
    Map<String, String> back =
        Browser.parametersOf(
            browser.locationOf(authorize(PLATFORM.url() + "/cashier?x=1") + "&sandbox_buyer=lily"));
    assertThat(back).containsEntry("state", "st/1").containsEntry("x", "1");
    String code = back.getOrDefault("auth_code", "none");
    AlipaySystemOauthTokenResponse token = token(alipay, code);
    assertThat(token.isSuccess()).isTrue();
    assertThat(token.getUserId()).matches("2088\\d{12}");
    assertThat(token.getOpenId()).isEqualTo("lily");
    assertThat(token(alipay, code).getSubCode()).isEqualTo("isv.code-invalid");
  }

  @Test
  void aLoginLeadsNowhereElse() {
    assertThat(browser.open(authorize("https://elsewhere.example/")).status()).isEqualTo(400);
    assertThat(browser.open(authorize("javascript:alert(1)")).status()).isEqualTo(400);
    assertThat(browser.open(url() + "/oauth2/publicAppAuthorize.htm?app_id=1").status())
        .isEqualTo(400);
  }

  private String authorize(String redirectUri) {
    return url()
        + "/oauth2/publicAppAuthorize.htm?app_id="
        + file("alipay/app-id.txt")
        + "&scope=auth_base&state=st%2F1&redirect_uri="
        + Browser.encode(redirectUri);
  }

  private static AlipaySystemOauthTokenResponse token(AlipaySdk alipay, String code) {
    AlipaySystemOauthTokenRequest request = new AlipaySystemOauthTokenRequest();
    request.setGrantType("authorization_code");
    request.setCode(code);
    return alipay.call(request);
  }

  private static Map<String, String> biz(String orderNo) {
    return Map.of("out_trade_no", orderNo, "total_amount", "12.34", "subject", "<茶> & \"more\"");
  }

  private static String query(AlipaySdk alipay, String orderNo) {
    return alipay
        .call(new AlipayTradeQueryRequest(), Map.of("out_trade_no", orderNo))
        .getTradeStatus();
  }
}
