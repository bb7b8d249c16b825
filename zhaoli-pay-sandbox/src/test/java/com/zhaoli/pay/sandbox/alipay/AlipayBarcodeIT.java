package com.zhaoli.pay.sandbox.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradeCancelResponse;
import com.alipay.api.response.AlipayTradeCreateResponse;
import com.alipay.api.response.AlipayTradePayResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.sandbox.support.AlipaySdk;
import com.zhaoli.pay.sandbox.support.AlipaySdk.Mode;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payments at a till, and in the wallet, with the official SDK in both of its modes. */
class AlipayBarcodeIT extends RunningSandbox {
  private static final String REST = "000000000001";

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aBarcodeIsPaidAtOnceAndNotified(Mode mode) {
    AlipaySdk alipay = sdk(mode);
    for (String prefix : List.of("280000", "281234", "250000")) {
      String orderNo = newOrderNo();
      AlipayTradePayResponse paid = pay(alipay, orderNo, prefix + REST);
      assertThat(paid.getCode()).isEqualTo("10000");
      assertThat(paid.getTotalAmount()).isEqualTo("5.00");
      assertThat(paid.getGmtPayment()).isNotNull();
      assertThat(query(alipay, orderNo).getTradeStatus()).isEqualTo("TRADE_SUCCESS");
      assertThat(pay(alipay, orderNo, prefix + REST).getSubCode())
          .isEqualTo("ACQ.TRADE_HAS_SUCCESS");
      Map<String, String> notify = notifyOf(orderNo);
      assertThat(alipay.verifies(notify)).isTrue();
      assertThat(notify.containsKey("alipay_cert_sn")).isEqualTo(mode == Mode.CERTIFICATE);
    }
  }

  @Test
  void aPayerWhoIsAskedPaysAfterAWhile() {
    AlipaySdk alipay = sdk(Mode.KEY);
    String orderNo = newOrderNo();
    AlipayTradePayResponse asked = pay(alipay, orderNo, "280001" + REST);
    assertThat(asked.getCode()).isEqualTo("10003");
    assertThat(asked.getTradeNo()).isNotNull();
    assertThat(query(alipay, orderNo).getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");
    await().until(() -> query(alipay, orderNo).getTradeStatus().equals("TRADE_SUCCESS"));
    assertThat(notifyOf(orderNo)).containsEntry("trade_no", asked.getTradeNo());
  }

  @Test
  void aPayerWhoNeverAnswersIsCancelled() {
    AlipaySdk alipay = sdk(Mode.KEY);
    String orderNo = newOrderNo();
    assertThat(pay(alipay, orderNo, "280002" + REST).getCode()).isEqualTo("10003");
    assertThat(cancel(alipay, orderNo).getAction()).isEqualTo("close");
    assertThat(query(alipay, orderNo).getTradeStatus()).isEqualTo("TRADE_CLOSED");
    assertThat(cancel(alipay, orderNo).getAction()).as("again").isEqualTo("close");
    assertThat(post("/sandbox/v1/pay", Map.of("channelOrderNo", orderNo)).status()).isEqualTo(409);
  }

  @Test
  void aRefusedCodeMakesNoTrade() {
    AlipaySdk alipay = sdk(Mode.KEY);
    String orderNo = newOrderNo();
    for (String code : List.of("280003" + REST, "180000" + REST, "2800", "28000000000000000x")) {
      assertThat(pay(alipay, orderNo, code).getSubCode())
          .as(code)
          .isEqualTo("ACQ.PAYMENT_AUTH_CODE_INVALID");
    }
    assertThat(query(alipay, orderNo).getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
  }

  @Test
  void aSystemErrorMayHideASuccess() {
    AlipaySdk alipay = sdk(Mode.KEY);
    String orderNo = newOrderNo();
    AlipayTradePayResponse answer = pay(alipay, orderNo, "280004" + REST);
    assertThat(answer.getCode()).isEqualTo("20000");
    assertThat(answer.getSubCode()).isEqualTo("aop.ACQ.SYSTEM_ERROR");
    assertThat(query(alipay, orderNo).getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");
    await().until(() -> query(alipay, orderNo).getTradeStatus().equals("TRADE_SUCCESS"));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void cancelGivesBackWhatWasPaidAndClosesNothingThatIsNotThere(Mode mode) {
    AlipaySdk alipay = sdk(mode);
    String paid = newOrderNo();
    pay(alipay, paid, "280000" + REST);
    assertThat(cancel(alipay, paid).getAction()).isEqualTo("refund");
    assertThat(cancel(alipay, paid).getAction()).as("again").isEqualTo("refund");
    assertThat(query(alipay, paid).getTradeStatus()).isEqualTo("TRADE_CLOSED");
    assertThat(order(paid).get("refunds")).hasSize(1);

    String unscanned = newOrderNo();
    alipay.call(new AlipayTradePrecreateRequest(), biz(unscanned));
    for (String nothing : List.of(newOrderNo(), unscanned)) {
      AlipayTradeCancelResponse answer = cancel(alipay, nothing);
      assertThat(answer.getCode()).isEqualTo("10000");
      assertThat(answer.getRetryFlag()).isEqualTo("N");
      assertThat(answer.getAction()).isNull();
    }
    assertThat(control("/pay", Map.of("channelOrderNo", unscanned)).get("status").asString())
        .isEqualTo("PAID");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aTradeForAKnownBuyerIsPaidByHimInTheWallet(Mode mode) {
    AlipaySdk alipay = sdk(mode);
    String orderNo = newOrderNo();
    assertThat(alipay.call(new AlipayTradeCreateRequest(), biz(orderNo)).getSubCode())
        .as("nobody")
        .isEqualTo("ACQ.INVALID_PARAMETER");
    AlipayTradeCreateResponse trade =
        alipay.call(new AlipayTradeCreateRequest(), biz(orderNo, "buyer_open_id", "lily"));
    assertThat(trade.getTradeNo()).isNotNull();
    assertThat(query(alipay, orderNo).getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");
    control("/pay", Map.of("tradeNo", trade.getTradeNo(), "buyer", "someone-else"));
    AlipayTradeQueryResponse paid = query(alipay, orderNo);
    assertThat(paid.getTradeStatus()).isEqualTo("TRADE_SUCCESS");
    assertThat(paid.getBuyerLogonId()).startsWith("lil");

    String byId = newOrderNo();
    alipay.call(new AlipayTradeCreateRequest(), biz(byId, "buyer_id", "2088123412341234"));
    assertThat(query(alipay, byId).getBuyerUserId()).isEqualTo("2088123412341234");
    assertThat(alipay.call(new AlipayTradeCloseRequest(), Map.of("out_trade_no", byId)).getCode())
        .isEqualTo("10000");
  }

  @Test
  void aCertificateThatIsNotOursIsRefused() {
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.putOtherTextParam("app_cert_sn", "0123456789abcdef0123456789abcdef");
    assertThat(sdk(Mode.KEY).call(request, Map.of("out_trade_no", "x")).getSubCode())
        .isEqualTo("isv.invalid-app-cert-sn");
  }

  private AlipaySdk sdk(Mode mode) {
    return new AlipaySdk(directory(), url(), mode);
  }

  private static AlipayTradePayResponse pay(AlipaySdk alipay, String orderNo, String authCode) {
    AlipayTradePayRequest request = new AlipayTradePayRequest();
    request.setNotifyUrl(PLATFORM.url() + "/callback/alipay");
    return alipay.call(
        request,
        Map.of(
            "out_trade_no",
            orderNo,
            "total_amount",
            "5.00",
            "subject",
            "tea",
            "scene",
            "bar_code",
            "auth_code",
            authCode));
  }

  private static AlipayTradeQueryResponse query(AlipaySdk alipay, String orderNo) {
    return alipay.call(new AlipayTradeQueryRequest(), Map.of("out_trade_no", orderNo));
  }

  private static AlipayTradeCancelResponse cancel(AlipaySdk alipay, String orderNo) {
    return alipay.call(new AlipayTradeCancelRequest(), Map.of("out_trade_no", orderNo));
  }

  private static Map<String, String> biz(String orderNo, String... more) {
    Map<String, String> biz =
        new HashMap<>(Map.of("out_trade_no", orderNo, "total_amount", "5.00", "subject", "tea"));
    for (int i = 0; i < more.length; i += 2) {
      biz.put(more[i], more[i + 1]);
    }
    return biz;
  }

  private static Map<String, String> notifyOf(String orderNo) {
    return await()
        .until(
            () ->
                PLATFORM.at("/callback/alipay").stream()
                    .map(notify -> notify.form())
                    .filter(form -> orderNo.equals(form.get("out_trade_no")))
                    .toList(),
            found -> !found.isEmpty())
        .get(0);
  }
}
