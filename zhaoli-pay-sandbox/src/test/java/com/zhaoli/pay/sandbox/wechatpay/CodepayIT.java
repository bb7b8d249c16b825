package com.zhaoli.pay.sandbox.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.model.Transaction.TradeStateEnum;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import com.zhaoli.pay.sandbox.support.WechatSdk;
import com.zhaoli.pay.sandbox.support.WechatSdk.Mode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Payments at a till, through the official SDK's client in both of its modes. */
class CodepayIT extends RunningSandbox {
  private static final String REST = "000000000001";

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aBarcodeIsPaidAtOnceAndNeverNotified(Mode mode) {
    WechatSdk wechat = sdk(mode);
    String orderNo = newOrderNo();
    Transaction paid = pay(wechat, orderNo, "130000" + REST);
    assertThat(paid.getTradeState()).isEqualTo(TradeStateEnum.SUCCESS);
    assertThat(paid.getTradeType()).isEqualTo(Transaction.TradeTypeEnum.MICROPAY);
    assertThat(paid.getTransactionId()).isNotNull();
    assertThat(query(wechat, orderNo).getTradeState()).isEqualTo(TradeStateEnum.SUCCESS);
    refused(() -> pay(wechat, orderNo, "130000" + REST), 400, "ORDERPAID");
    assertThat(order(orderNo).has("notifyStatus")).isFalse();
  }

  @Test
  void aPayerWhoIsAskedPaysAfterAWhile() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = newOrderNo();
    Transaction asked = pay(wechat, orderNo, "130001" + REST);
    assertThat(asked.getTradeState()).isEqualTo(TradeStateEnum.USERPAYING);
    assertThat(query(wechat, orderNo).getTradeState()).isEqualTo(TradeStateEnum.USERPAYING);
    await().until(() -> query(wechat, orderNo).getTradeState() == TradeStateEnum.SUCCESS);
  }

  @Test
  void refusedCodesAndSystemErrorsAreWhatTheyAreAtWechatPay() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String refused = newOrderNo();
    refused(() -> pay(wechat, refused, "130003" + REST), 400, "AUTH_CODE_INVALID");
    refused(() -> pay(wechat, refused, "280000" + REST), 400, "AUTH_CODE_INVALID");
    refused(() -> query(wechat, refused), 404, "ORDER_NOT_EXIST");

    String late = newOrderNo();
    refused(() -> pay(wechat, late, "130004" + REST), 500, "SYSTEM_ERROR");
    assertThat(query(wechat, late).getTradeState()).isEqualTo(TradeStateEnum.USERPAYING);
    await().until(() -> query(wechat, late).getTradeState() == TradeStateEnum.SUCCESS);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void reverseWaitsFifteenSecondsAndEndsWhateverThePayerDid(Mode mode) {
    WechatSdk wechat = sdk(mode);
    String unpaid = newOrderNo();
    String paid = newOrderNo();
    pay(wechat, unpaid, "130002" + REST);
    pay(wechat, paid, "130000" + REST);
    refused(() -> reverse(wechat, unpaid), 400, "USERPAYING");
    refused(() -> reverse(wechat, paid), 400, "USERPAYING");
    await().ignoreExceptions().until(() -> reverse(wechat, unpaid) != null);
    await().ignoreExceptions().until(() -> reverse(wechat, paid) != null);
    assertThat(reverse(wechat, paid)).containsEntry("out_trade_no", paid);
    assertThat(query(wechat, unpaid).getTradeState()).isEqualTo(TradeStateEnum.REVOKED);
    assertThat(query(wechat, paid).getTradeState()).isEqualTo(TradeStateEnum.REVOKED);
    assertThat(order(unpaid).get("refunds")).isEmpty();
    JsonNode refund = order(paid).get("refunds").get(0);
    assertThat(refund.get("amount").asLong()).isEqualTo(500);
    assertThat(refund.get("reversal").asBoolean()).isTrue();
    assertThat(post("/sandbox/v1/pay", Map.of("channelOrderNo", unpaid)).status()).isEqualTo(409);
  }

  @Test
  void reverseIsForBarcodesOnly() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = newOrderNo();
    Map<String, Object> order = body(wechat, orderNo);
    order.put("notify_url", PLATFORM.url() + "/callback/wechat-pay");
    wechat.post("/v3/pay/transactions/native", order, Map.class);
    refused(() -> reverse(wechat, orderNo), 400, "INVALID_REQUEST");
    refused(() -> reverse(wechat, "nosuchorder"), 404, "ORDER_NOT_EXIST");
  }

  @Test
  void aCodepayOrderIsReversedNotClosed() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = newOrderNo();
    pay(wechat, orderNo, "130002" + REST);
    refused(
        () ->
            wechat.post(
                "/v3/pay/transactions/out-trade-no/" + orderNo + "/close",
                Map.of("mchid", wechat.mchId()),
                Map.class),
        400,
        "INVALID_REQUEST");
  }

  private WechatSdk sdk(Mode mode) {
    return new WechatSdk(directory(), port(), mode);
  }

  private static Transaction pay(WechatSdk wechat, String orderNo, String authCode) {
    Map<String, Object> body = body(wechat, orderNo);
    body.put("payer", Map.of("auth_code", authCode));
    body.put("scene_info", Map.of("store_info", Map.of("id", "0001")));
    return wechat.post("/v3/pay/transactions/codepay", body, Transaction.class);
  }

  private static Map<String, Object> body(WechatSdk wechat, String orderNo) {
    Map<String, Object> body = new HashMap<>();
    body.put("appid", wechat.appId());
    body.put("mchid", wechat.mchId());
    body.put("description", "咖啡");
    body.put("out_trade_no", orderNo);
    body.put("amount", Map.of("total", 500, "currency", "CNY"));
    return body;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> reverse(WechatSdk wechat, String orderNo) {
    return wechat.post(
        "/v3/pay/transactions/out-trade-no/" + orderNo + "/reverse",
        Map.of("appid", wechat.appId(), "mchid", wechat.mchId()),
        Map.class);
  }

  private static Transaction query(WechatSdk wechat, String orderNo) {
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(wechat.mchId());
    request.setOutTradeNo(orderNo);
    return new NativePayService.Builder()
        .httpClient(wechat.http())
        .build()
        .queryOrderByOutTradeNo(request);
  }

  private static void refused(Runnable call, int status, String code) {
    try {
      call.run();
    } catch (ServiceException refusal) {
      assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
      assertThat(refusal.getErrorCode()).isEqualTo(code);
      return;
    }
    throw new AssertionError("not refused with " + code);
  }
}
