package com.zhaoli.pay.sandbox.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.h5.model.H5Info;
import com.wechat.pay.java.service.payments.h5.model.SceneInfo;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import com.wechat.pay.java.service.payments.jsapi.model.Amount;
import com.wechat.pay.java.service.payments.jsapi.model.Payer;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayWithRequestPaymentResponse;
import com.wechat.pay.java.service.payments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.zhaoli.pay.sandbox.support.Browser;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import com.zhaoli.pay.sandbox.support.WechatSdk;
import com.zhaoli.pay.sandbox.support.WechatSdk.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Payment inside WeChat and in a phone's browser, and the login before the first. */
class PrepayIT extends RunningSandbox {
  private final Browser browser = new Browser();

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOrderInsideWechatIsForOneOpenid(Mode mode) {
    WechatSdk wechat = sdk(mode);
    String orderNo = newOrderNo();
    PrepayWithRequestPaymentResponse parameters = jsapi(wechat, orderNo, "oLily");
    assertThat(parameters.getPackageVal()).startsWith("prepay_id=wx");
    assertThat(parameters.getPaySign()).isNotNull();
    String prepayId = parameters.getPackageVal().substring("prepay_id=".length());
    assertThat(jsapi(wechat, orderNo, "oLily").getPackageVal()).endsWith(prepayId);
    assertThatThrownBy(() -> jsapi(wechat, orderNo, "oTom")).isInstanceOf(ServiceException.class);
    assertThatThrownBy(() -> jsapi(wechat, newOrderNo(), "")).isInstanceOf(ServiceException.class);

    control("/pay", Map.of("prepayId", prepayId, "buyer", "oTom"));
    QueryOrderByOutTradeNoRequest query = new QueryOrderByOutTradeNoRequest();
    query.setMchid(wechat.mchId());
    query.setOutTradeNo(orderNo);
    Transaction paid = jsapi(wechat).queryOrderByOutTradeNo(query);
    assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    assertThat(paid.getTradeType()).isEqualTo(Transaction.TradeTypeEnum.JSAPI);
    assertThat(paid.getPayer().getOpenid()).isEqualTo("oLily");
    assertThat(notified(wechat, orderNo).getTradeType()).isEqualTo(Transaction.TradeTypeEnum.JSAPI);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOrderInAPhonesBrowserIsPaidOnWechatsPage(Mode mode) {
    WechatSdk wechat = sdk(mode);
    String orderNo = newOrderNo();
    String h5Url = h5(wechat, orderNo);
    String back = PLATFORM.url() + "/done?a=1&b=2";
    Browser.Page page = browser.open(h5Url + "&redirect_url=" + Browser.encode(back));
    assertThat(page.text()).contains("1.00", "确认付款", "a=1&amp;b=2").doesNotContain("<script");
    Browser.Page paid = browser.submit(page);
    assertThat(paid.text()).contains("支付成功");
    assertThat(paid.refresh()).isEqualTo(back);
    assertThat(notified(wechat, orderNo).getTradeType()).isEqualTo(Transaction.TradeTypeEnum.MWEB);
    assertThat(browser.open(h5Url + "&redirect_url=javascript:1").text())
        .doesNotContain("javascript");
    assertThat(browser.open(url() + "/wallet/h5?prepay_id=wxguess").status()).isEqualTo(404);
  }

  @Test
  void aLoginLeadsBackAtOnceAndItsCodeNamesTheBuyerOnce() {
    String authorize =
        url()
            + "/connect/oauth2/authorize?appid="
            + file("wechat-mp/app-id.txt")
            + "&response_type=code&scope=snsapi_base&state=abc&sandbox_buyer=oLily&redirect_uri=";
    Map<String, String> back =
        Browser.parametersOf(
            browser.locationOf(
                authorize + Browser.encode(PLATFORM.url() + "/cashier") + "#wechat_redirect"));
    assertThat(back).containsEntry("state", "abc");
    String code = back.getOrDefault("code", "none");
    assertThat(token(code, "wrong").get("errcode").asInt()).isEqualTo(40125);
    String secret = file("wechat-mp/app-secret.txt");
    assertThat(token(code, secret).get("openid").asString()).isEqualTo("oLily");
    assertThat(token(code, secret).get("errcode").asInt()).isEqualTo(40029);
    assertThat(browser.open(authorize + "https%3A%2F%2Felsewhere.example").status()).isEqualTo(400);
  }

  private JsonNode token(String code, String secret) {
    return get("/sns/oauth2/access_token?grant_type=authorization_code&appid="
            + file("wechat-mp/app-id.txt")
            + "&secret="
            + secret
            + "&code="
            + code)
        .json();
  }

  private WechatSdk sdk(Mode mode) {
    return new WechatSdk(directory(), port(), mode);
  }

  private static JsapiServiceExtension jsapi(WechatSdk wechat) {
    return new JsapiServiceExtension.Builder()
        .config(wechat.config())
        .httpClient(wechat.http())
        .build();
  }

  private static PrepayWithRequestPaymentResponse jsapi(
      WechatSdk wechat, String orderNo, String openid) {
    Payer payer = new Payer();
    payer.setOpenid(openid);
    Amount amount = new Amount();
    amount.setTotal(100);
    PrepayRequest request = new PrepayRequest();
    request.setAppid(wechat.appId());
    request.setMchid(wechat.mchId());
    request.setDescription("tea");
    request.setOutTradeNo(orderNo);
    request.setNotifyUrl(PLATFORM.url() + "/callback/wechat-pay");
    request.setAmount(amount);
    request.setPayer(payer);
    return jsapi(wechat).prepayWithRequestPayment(request);
  }

  private static String h5(WechatSdk wechat, String orderNo) {
    H5Info info = new H5Info();
    info.setType("Wap");
    SceneInfo scene = new SceneInfo();
    scene.setPayerClientIp("127.0.0.1");
    scene.setH5Info(info);
    com.wechat.pay.java.service.payments.h5.model.Amount amount =
        new com.wechat.pay.java.service.payments.h5.model.Amount();
    amount.setTotal(100);
    com.wechat.pay.java.service.payments.h5.model.PrepayRequest request =
        new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
    request.setAppid(wechat.appId());
    request.setMchid(wechat.mchId());
    request.setDescription("tea");
    request.setOutTradeNo(orderNo);
    request.setNotifyUrl(PLATFORM.url() + "/callback/wechat-pay");
    request.setAmount(amount);
    request.setSceneInfo(scene);
    return new H5Service.Builder().httpClient(wechat.http()).build().prepay(request).getH5Url();
  }

  private static Transaction notified(WechatSdk wechat, String orderNo) {
    return await()
        .until(
            () ->
                PLATFORM.at("/callback/wechat-pay").stream()
                    .flatMap(notify -> wechat.read(notify, Transaction.class).stream())
                    .filter(told -> orderNo.equals(told.getOutTradeNo()))
                    .toList(),
            found -> !found.isEmpty())
        .get(0);
  }
}
