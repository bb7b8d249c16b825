package com.zhaoli.pay.payment.channel.wechat;

import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelFixture;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What each answer to a close, a reversal or a refund means. */
class WechatPayEndingTest {
  private static final String REFUNDS = "/refunds";
  private final TestSides sides = new TestSides();

  @AfterEach
  void stop() {
    sides.close();
  }

  private static String error(String code) {
    return "{\"code\":\"" + code + "\",\"message\":\"no\"}";
  }

  private CloseOutcome close() {
    return sides.channel.close(sides.order(PaymentMethod.NATIVE));
  }

  private ReverseOutcome reverse() {
    return sides.channel.reverse(sides.order(PaymentMethod.BARCODE));
  }

  private RefundOutcome refund() {
    return sides.channel.refund(sides.refund("坏了"));
  }

  private RefundOutcome queryRefund() {
    return sides.channel.queryRefund(sides.refund(null));
  }

  private static String refund(String rest) {
    return "{\"refund_id\":\"R1\",\"out_refund_no\":\"%s\",\"out_trade_no\":\"%s\"%s}"
        .formatted(REFUND, ATTEMPT, rest);
  }

  @ParameterizedTest
  @CsvSource({
    "400,ORDERPAID,AlreadyPaid",
    "400,ORDER_PAID,AlreadyPaid",
    "400,ORDER_CLOSED,Closed",
    "404,ORDER_NOT_EXIST,NotFound",
    "202,USERPAYING,Unknown",
    "400,INVALID_REQUEST,Unknown",
    "403,NO_AUTH,Unknown",
    "404,NOT_FOUND,Unknown",
    "500,ORDERPAID,Unknown",
    "500,SYSTEM_ERROR,Unknown"
  })
  void aRefusalOfACloseMeans(int httpStatus, String code, String outcome) {
    sides.there.script("/close", httpStatus, error(code));
    assertThat(close().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "404,ORDER_NOT_EXIST,NotFound",
    "400,ORDER_CLOSED,Reversed",
    "400,ORDERREVERSED,Reversed",
    "400,REVERSE_EXPIRE,Refused",
    "403,NO_AUTH,Refused",
    "400,PARAM_ERROR,Refused",
    "400,APPID_MCHID_NOT_MATCH,Refused",
    "202,USERPAYING,Unknown",
    "400,USERPAYING,Unknown",
    "400,INVALID_REQUEST,Unknown",
    "403,TRADE_ERROR,Unknown",
    "429,FREQUENCY_LIMITED,Unknown",
    "500,SYSTEM_ERROR,Unknown",
    "500,ORDER_CLOSED,Unknown"
  })
  void aRefusalOfAReversalMeans(int httpStatus, String code, String outcome) {
    sides.there.script("/reverse", httpStatus, error(code));
    assertThat(reverse().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void aReversalWithoutContentIsDone() {
    sides.there.script("/reverse", 204, "");
    assertThat(reverse()).isEqualTo(new ReverseOutcome.Reversed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mchid':'1600000001','out_trade_no':'at_01M841JW0YKMJEMYY1GV0M6JDM'}|Reversed",
        "{'appid':'wx0000000000000001','mchid':'1600000001'}|Reversed",
        "{'recall':'N'}|Reversed",
        "{'appid':null}|Reversed",
        "{'recall':'Y'}|Unknown",
        "{'mchid':'1600000002'}|Unknown",
        "{'appid':'wx2'}|Unknown",
        "{'out_trade_no':'at_other'}|Unknown",
        "[]|Unknown",
        "null|Unknown",
        "<html>|Unknown"
      })
  void aReversalThatNamesAnOrderMustNameThisOne(String body, String outcome) {
    sides.there.script("/reverse", 200, body.replace('\'', '"'));
    assertThat(reverse().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "403,NOT_ENOUGH,Failed",
    "403,NO_AUTH,Failed",
    "400,INVALID_REQUEST,Failed",
    "400,PARAM_ERROR,Failed",
    "403,USER_ACCOUNT_ABNORMAL,Failed",
    "404,RESOURCE_NOT_EXISTS,Failed",
    "404,MCH_NOT_EXISTS,Failed",
    "400,RESOURCE_ALREADY_EXISTS,Unknown",
    "429,FREQUENCY_LIMITED,Unknown",
    "500,SYSTEM_ERROR,Unknown",
    "500,NOT_ENOUGH,Unknown",
    "400,SOMETHING_NEW,Unknown",
    "401,SIGN_ERROR,Unknown",
    "202,USERPAYING,Unknown"
  })
  void aRefusalOfARefundMeans(int httpStatus, String code, String outcome) {
    sides.there.script(REFUNDS, httpStatus, error(code));
    assertThat(refund().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NOT_ENOUGH", "INVALID_REQUEST", "RESOURCE_NOT_EXISTS", "RESOURCE_ALREADY_EXISTS"})
  void aRefusalOfARefundThatWentThroughBeforeIsNotBelieved(String code) {
    sides.there.pay(ATTEMPT, ChannelFixture.AMOUNT);
    refund();
    sides.there.script(REFUNDS, 400, error(code));
    assertThat(refund()).isEqualTo(new RefundOutcome.Processing());
    sides.there.settle(REFUND);
    assertThat(refund()).isInstanceOf(RefundOutcome.Succeeded.class);
  }

  @Test
  void aRefusalThatCannotBeConfirmedIsUnknown() {
    sides.there.script(REFUNDS, 403, error("NOT_ENOUGH"));
    sides.there.script(REFUND, 500, error("SYSTEM_ERROR"));
    assertThat(refund()).isInstanceOf(RefundOutcome.Unknown.class);
  }

  @Test
  void aRefundSaysWhatGoesBackOfWhatAndWhy() {
    sides.there.pay(ATTEMPT, ChannelFixture.AMOUNT);
    sides.channel.refund(sides.refund("坏".repeat(200)));
    var sent = new JsonMapper().readTree(sides.there.lastBody());
    assertThat(sent.path("out_trade_no").asString()).isEqualTo(ATTEMPT);
    assertThat(sent.path("out_refund_no").asString()).isEqualTo(REFUND);
    assertThat(sent.path("amount").path("refund").asLong()).isEqualTo(230);
    assertThat(sent.path("amount").path("total").asLong()).isEqualTo(1_230);
    assertThat(sent.path("amount").path("currency").asString()).isEqualTo("CNY");
    assertThat(sent.path("notify_url").asString())
        .isEqualTo("http://127.0.0.1:8080/callback/wechat-pay");
    assertThat(sent.path("reason").asString()).hasSize(80);
  }

  @ParameterizedTest
  @CsvSource({
    "404,RESOURCE_NOT_EXISTS,NotFound",
    "404,MCH_NOT_EXISTS,Unknown",
    "400,RESOURCE_NOT_EXISTS,Unknown",
    "403,NO_AUTH,Unknown",
    "429,FREQUENCY_LIMITED,Unknown",
    "500,SYSTEM_ERROR,Unknown"
  })
  void aRefusalToTellOfARefundMeans(int httpStatus, String code, String outcome) {
    sides.there.script(REFUND, httpStatus, error(code));
    assertThat(queryRefund().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS,Succeeded",
    "PROCESSING,Processing",
    "CLOSED,Failed",
    "ABNORMAL,Processing",
    "SOMETHING_NEW,Unknown"
  })
  void aStateOfARefundMeans(String state, String outcome) {
    String told =
        refund(",\"status\":\"" + state + "\",\"amount\":{\"total\":1230,\"refund\":230}");
    sides.there.script(REFUND, 200, told);
    sides.there.script(REFUNDS, 200, told);
    assertThat(queryRefund().getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(refund().getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void aRefundThatIsThroughTellsItsNumberAmountAndTime() {
    sides.there.script(
        REFUND,
        200,
        refund(
            ",\"status\":\"SUCCESS\",\"success_time\":\"2026-11-23T16:00:00+08:00\",\"amount\":{\"refund\":231}"));
    assertThat(queryRefund())
        .isEqualTo(new RefundOutcome.Succeeded("R1", new Money(231), ChannelFixture.PAID_AT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"status\":\"SUCCESS\"",
        ",\"status\":\"SUCCESS\",\"amount\":{\"refund\":-1}",
        ",\"status\":\"SUCCESS\",\"amount\":{\"refund\":230},\"out_refund_no\":\"ref_other\"",
        ",\"status\":\"SUCCESS\",\"amount\":{\"refund\":230},\"out_trade_no\":\"at_other\""
      })
  void aHalfOrAnothersRefundIsUnknown(String rest) {
    sides.there.script(REFUND, 200, refund(rest));
    sides.there.script(REFUNDS, 200, refund(rest));
    assertThat(queryRefund()).isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(refund()).isInstanceOf(RefundOutcome.Unknown.class);
  }

  @Test
  void anotherAmountUnderTheNumberIsNotTheRefund() {
    sides.there.script(
        REFUNDS, 200, refund(",\"status\":\"PROCESSING\",\"amount\":{\"refund\":9}"));
    assertThat(refund()).isInstanceOf(RefundOutcome.Unknown.class);
  }
}
