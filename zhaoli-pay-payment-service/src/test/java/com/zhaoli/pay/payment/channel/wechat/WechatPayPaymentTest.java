package com.zhaoli.pay.payment.channel.wechat;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked for payments, and what each answer to it means. */
class WechatPayPaymentTest {
  private static final String CODEPAY = "/codepay";
  private final TestSides sides = new TestSides();
  private final JsonMapper json = new JsonMapper();

  @AfterEach
  void stop() {
    sides.close();
  }

  private static String error(String code) {
    return "{\"code\":\"" + code + "\",\"message\":\"no\"}";
  }

  private static String transaction(String changes) {
    return "{\"appid\":\"%s\",\"mchid\":\"%s\",\"out_trade_no\":\"%s\"%s}"
        .formatted(TestWechatPay.APP_ID, TestWechatPay.MCH_ID, ATTEMPT, changes);
  }

  private ChannelOutcome pay(PaymentMethod method) {
    return sides.channel.pay(sides.order(method));
  }

  private JsonNode sent() {
    return json.readTree(sides.there.lastBody());
  }

  @Test
  void aPageInWechatGetsParametersThatWeSigned() {
    ParamsIssued issued = (ParamsIssued) pay(PaymentMethod.JSAPI);
    Map<String, String> params = issued.payParams();
    assertThat(params)
        .containsOnlyKeys("appId", "timeStamp", "nonceStr", "package", "signType", "paySign")
        .containsEntry("appId", TestWechatPay.APP_ID)
        .containsEntry("package", "prepay_id=wx" + ATTEMPT)
        .containsEntry("signType", "RSA");
    assertThat(
            TestWechatPay.isOurs(
                params.get("appId")
                    + "\n"
                    + params.get("timeStamp")
                    + "\n"
                    + params.get("nonceStr")
                    + "\n"
                    + params.get("package")
                    + "\n",
                String.valueOf(params.get("paySign"))))
        .isTrue();
    assertThat(sent().path("payer").path("openid").asString()).isEqualTo(sides.there.payerId());
    assertThat(sent().path("notify_url").asString())
        .isEqualTo("http://127.0.0.1:8080/callback/wechat-pay");
    assertThat(sent().path("time_expire").asString()).isEqualTo("2026-11-23T17:00:00+08:00");
  }

  @Test
  void aPhonesBrowserIsSentToWechatAndBack() {
    ParamsIssued issued = (ParamsIssued) pay(PaymentMethod.WAP);
    assertThat(issued.payParams())
        .containsEntry(
            ParamsIssued.PAY_URL,
            "https://wx.tenpay.com/checkmweb?prepay_id=wx"
                + ATTEMPT
                + "&redirect_url=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D2");
    assertThat(sent().path("scene_info").path("payer_client_ip").asString())
        .isEqualTo("203.0.113.9");
    assertThat(sent().path("scene_info").path("h5_info").path("type").asString()).isEqualTo("Wap");
  }

  @Test
  void aBarcodeIsChargedForAStore() {
    pay(PaymentMethod.BARCODE);
    assertThat(sent().path("payer").path("auth_code").asString()).isEqualTo(sides.there.authCode());
    assertThat(sent().path("amount").path("total").asLong()).isEqualTo(AMOUNT.fen());
    assertThat(sent().path("scene_info").path("store_info").path("out_id").asString())
        .isEqualTo("S1");
    assertThat(sent().path("scene_info").path("device_id").asString()).isEqualTo("T1");
    assertThat(sent().path("notify_url").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSAPI", "WAP", "BARCODE"})
  void withoutAPayerNothingIsAsked(PaymentMethod method) {
    ChannelOrder order =
        new ChannelOrder(
            ATTEMPT,
            TestAccounts.NO,
            method,
            "a",
            AMOUNT,
            null,
            Instant.parse("2026-11-23T09:00:00Z"),
            ChannelOrder.Payer.UNKNOWN);
    assertThat(sides.channel.pay(order)).isInstanceOf(Unknown.class);
    assertThat(sides.there.calls()).isZero();
  }

  @Test
  void anAmountBeyondTheProtocolIsDeclinedWithoutACall() {
    ChannelOrder order =
        new ChannelOrder(
            "at_2",
            TestAccounts.NO,
            PaymentMethod.NATIVE,
            "a ship",
            new Money(100_000_000_000L),
            null,
            Instant.parse("2026-11-23T09:00:00Z"),
            ChannelOrder.Payer.UNKNOWN);
    assertThat(sides.channel.pay(order)).isEqualTo(new Declined("AMOUNT_TOO_LARGE"));
    assertThat(sides.there.calls()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "400,PARAM_ERROR,Declined",
    "400,INVALID_REQUEST,Declined",
    "403,NO_AUTH,Declined",
    "403,RULE_LIMIT,Declined",
    "400,ORDER_CLOSED,Closed",
    "400,ORDERPAID,Unknown",
    "403,OUT_TRADE_NO_USED,Unknown",
    "429,FREQUENCY_LIMITED,Unknown",
    "401,SIGN_ERROR,Unknown",
    "500,SYSTEM_ERROR,Unknown",
    "500,NO_AUTH,Unknown",
    "202,USERPAYING,Unknown"
  })
  void aRefusalOfAPrepayMeans(int httpStatus, String code, String outcome) {
    sides.there.script("/native", httpStatus, error(code));
    sides.there.script("/jsapi", httpStatus, error(code));
    sides.there.script("/h5", httpStatus, error(code));
    for (PaymentMethod method :
        new PaymentMethod[] {
          PaymentMethod.NATIVE, PaymentMethod.PAGE, PaymentMethod.JSAPI, PaymentMethod.WAP
        }) {
      assertThat(pay(method).getClass().getSimpleName()).as("%s", method).isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "{\"code_url\":\"\",\"prepay_id\":\"\",\"h5_url\":\"\"}",
        "{\"code_url\":null}"
      })
  void anEmptySuccessOfAPrepayIsUnknown(String body) {
    sides.there.script("/native", 200, body);
    sides.there.script("/jsapi", 200, body);
    sides.there.script("/h5", 200, body);
    assertThat(pay(PaymentMethod.NATIVE)).isInstanceOf(Unknown.class);
    assertThat(pay(PaymentMethod.JSAPI)).isInstanceOf(Unknown.class);
    assertThat(pay(PaymentMethod.WAP)).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,AUTH_CODE_INVALID,Declined",
    "400,AUTH_CODE_ERROR,Declined",
    "400,AUTHCODEEXPIRE,Declined",
    "403,NOT_ENOUGH,Declined",
    "403,TRADE_ERROR,Declined",
    "403,RULE_LIMIT,Declined",
    "403,NO_AUTH,Declined",
    "400,PARAM_ERROR,Declined",
    "400,APPID_MCHID_NOT_MATCH,Declined",
    "400,ORDER_CLOSED,Closed",
    "400,ORDERREVERSED,Closed",
    "202,USERPAYING,NotPaid",
    "400,USERPAYING,NotPaid",
    "400,ORDERPAID,Unknown",
    "403,OUT_TRADE_NO_USED,Unknown",
    "400,INVALID_REQUEST,Unknown",
    "400,SOMETHING_NEW,Unknown",
    "403,BANK_ERROR,Unknown",
    "429,FREQUENCY_LIMITED,Unknown",
    "500,SYSTEM_ERROR,Unknown",
    "500,AUTH_CODE_INVALID,Unknown",
    "302,AUTH_CODE_INVALID,Unknown"
  })
  void aRefusalOfABarcodeMeans(int httpStatus, String code, String outcome) {
    sides.there.script(CODEPAY, httpStatus, error(code));
    assertThat(pay(PaymentMethod.BARCODE).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void aPayerWhoIsAtItIsNamedByNothingButTheState() {
    sides.there.script(CODEPAY, 200, "{\"trade_state\":\"USERPAYING\"}");
    assertThat(pay(PaymentMethod.BARCODE)).isEqualTo(new NotPaid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"trade_state\":\"SUCCESS\"}",
        "{\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T1\",\"amount\":{\"total\":1230}}",
        "{\"trade_state\":\"PAYERROR\"}",
        "{\"trade_state\":\"SOMETHING_NEW\"}"
      })
  void anAnswerThatDoesNotNameTheOrderDecidesNothing(String body) {
    sides.there.script(CODEPAY, 200, body);
    assertThat(pay(PaymentMethod.BARCODE)).isInstanceOf(Unknown.class);
  }

  @Test
  void aBarcodeThatTheBankRefusedIsDeclined() {
    sides.there.script(CODEPAY, 200, transaction(",\"trade_state\":\"PAYERROR\""));
    assertThat(pay(PaymentMethod.BARCODE)).isEqualTo(new Declined("PAYERROR"));
  }

  @ParameterizedTest
  @CsvSource({
    "NOTPAY,NotPaid",
    "USERPAYING,NotPaid",
    "ACCEPT,NotPaid",
    "CLOSED,Closed",
    "REVOKED,Closed",
    "PAYERROR,Declined",
    "SUCCESS,Unknown",
    "REFUND,Unknown",
    "SOMETHING_NEW,Unknown"
  })
  void aStateMeans(String state, String outcome) {
    sides.there.script(ATTEMPT, 200, transaction(",\"trade_state\":\"" + state + "\""));
    ChannelOutcome answer = sides.channel.query(sides.order(PaymentMethod.NATIVE));
    assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCESS", "REFUND"})
  void whatWasPaidOrRefundedWasPaid(String state) {
    sides.there.script(
        ATTEMPT,
        200,
        transaction(
            ",\"trade_state\":\""
                + state
                + "\",\"transaction_id\":\"T1\",\"amount\":{\"total\":7},\"success_time\":\"2026-11-23T16:00:00+08:00\""));
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE)))
        .isEqualTo(new Succeeded("T1", new Money(7), PAID_AT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"\",\"amount\":{\"total\":7}",
        ",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T1\",\"amount\":{\"total\":-7}",
        ",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T1\",\"amount\":{}",
        ",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T1\",\"amount\":{\"total\":7.5}",
        ",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T1\",\"amount\":\"7\"",
        ",\"trade_state\":\"NOTPAY\",\"mchid\":\"1600000002\"",
        ",\"trade_state\":\"CLOSED\",\"appid\":\"wx2\"",
        ",\"trade_state\":\"CLOSED\",\"out_trade_no\":\"at_other\""
      })
  void aHalfOrAnothersAnswerIsUnknown(String rest) {
    sides.there.script(ATTEMPT, 200, transaction(rest));
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE))).isInstanceOf(Unknown.class);
  }

  @Test
  void anOrderIsAskedForByWechatPaysNumberWhereItIsKnown() {
    String tradeNo = sides.there.pay(ATTEMPT, AMOUNT);
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE, tradeNo)))
        .isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
    // Somebody gave it the number, so it cannot be unpaid.
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE, "T0")))
        .isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "404,ORDER_NOT_EXIST,NotPaid",
    "404,ORDERNOTEXIST,NotPaid",
    "404,MCH_NOT_EXISTS,Unknown",
    "400,ORDER_NOT_EXIST,Unknown",
    "403,NO_AUTH,Unknown",
    "500,SYSTEM_ERROR,Unknown"
  })
  void aRefusalOfAQueryMeans(int httpStatus, String code, String outcome) {
    sides.there.script(ATTEMPT, httpStatus, error(code));
    ChannelOutcome answer = sides.channel.query(sides.order(PaymentMethod.NATIVE));
    assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void theOrderOfAnotherAppIsNotOurs() {
    sides.there.script(
        "/id/T1", 200, transaction(",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T2\""));
    assertThat(sides.channel.findAttemptNo(TestAccounts.NO, "T1")).isEmpty();
    sides.there.script(
        "/id/T1",
        200,
        transaction(",\"trade_state\":\"SUCCESS\",\"transaction_id\":\"T1\",\"appid\":\"wx2\""));
    assertThat(sides.channel.findAttemptNo(TestAccounts.NO, "T1")).isEmpty();
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    sides.there.script(ATTEMPT, 200, "{\"x\":\"" + "a".repeat(2 * 1024 * 1024) + "\"}");
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE))).isInstanceOf(Unknown.class);
  }

  @Test
  void closedMeansClosed() {
    sides.there.script(ATTEMPT, 200, transaction(",\"trade_state\":\"REVOKED\""));
    assertThat(sides.channel.query(sides.order(PaymentMethod.BARCODE))).isEqualTo(new Closed());
  }
}
