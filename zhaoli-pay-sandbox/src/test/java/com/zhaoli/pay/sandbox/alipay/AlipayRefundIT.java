package com.zhaoli.pay.sandbox.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import com.zhaoli.pay.sandbox.support.AlipaySdk;
import com.zhaoli.pay.sandbox.support.AlipaySdk.Mode;
import com.zhaoli.pay.sandbox.support.Concurrently;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refunds with the official SDK. */
class AlipayRefundIT extends RunningSandbox {

  @ParameterizedTest
  @EnumSource(Mode.class)
  void refundsAddUpAreQueriedAndToldAsStatesOfTheTrade(Mode mode) {
    AlipaySdk alipay = sdk(mode);
    String orderNo = paid(alipay, "10.00");
    AlipayTradeRefundResponse first = refund(alipay, orderNo, "3.00", "r1");
    assertThat(first.getCode()).isEqualTo("10000");
    assertThat(first.getFundChange()).isEqualTo("Y");
    assertThat(first.getRefundFee()).isEqualTo("3.00");
    assertThat(status(alipay, orderNo)).isEqualTo("TRADE_SUCCESS");

    AlipayTradeRefundResponse rest = refund(alipay, orderNo, "7.00", "r2");
    assertThat(rest.getRefundFee()).as("cumulative").isEqualTo("10.00");
    assertThat(status(alipay, orderNo)).isEqualTo("TRADE_CLOSED");

    AlipayTradeFastpayRefundQueryResponse found = refundQuery(alipay, orderNo, "r1");
    assertThat(found.getRefundStatus()).isEqualTo("REFUND_SUCCESS");
    assertThat(found.getRefundAmount()).isEqualTo("3.00");
    assertThat(found.getTotalAmount()).isEqualTo("10.00");
    AlipayTradeFastpayRefundQueryResponse none = refundQuery(alipay, orderNo, "r3");
    assertThat(none.getCode()).isEqualTo("10000");
    assertThat(none.getRefundStatus()).isNull();

    List<Map<String, String>> told =
        await().until(() -> refundNotifies(orderNo), notifies -> notifies.size() >= 2);
    assertThat(told).allMatch(alipay::verifies);
    assertThat(told)
        .anySatisfy(
            notify ->
                assertThat(notify)
                    .containsEntry("out_biz_no", "r1")
                    .containsEntry("refund_fee", "3.00")
                    .containsEntry("total_amount", "10.00")
                    .containsEntry("trade_status", "TRADE_SUCCESS")
                    .containsKey("gmt_refund"))
        .anySatisfy(
            notify ->
                assertThat(notify)
                    .containsEntry("out_biz_no", "r2")
                    .containsEntry("refund_fee", "10.00")
                    .containsEntry("trade_status", "TRADE_CLOSED")
                    .containsKey("gmt_close"));
  }

  @Test
  void theSameNumberRefundsOnceAndOnlyTheSameAmount() {
    AlipaySdk alipay = sdk(Mode.KEY);
    String orderNo = paid(alipay, "10.00");
    refund(alipay, orderNo, "3.00", "r1");
    AlipayTradeRefundResponse again = refund(alipay, orderNo, "3.00", "r1");
    assertThat(again.getCode()).isEqualTo("10000");
    assertThat(again.getFundChange()).isEqualTo("N");
    assertThat(again.getRefundFee()).isEqualTo("3.00");
    assertThat(refund(alipay, orderNo, "3.01", "r1").getSubCode())
        .isEqualTo("ACQ.DISCORDANT_REPEAT_REQUEST");
    assertThat(refund(alipay, paid(alipay, "10.00"), "3.00", "r1").getFundChange())
        .as("a number is of one trade")
        .isEqualTo("Y");
  }

  @Test
  void whatCannotBeRefundedIsRefusedInAlipaysWords() {
    AlipaySdk alipay = sdk(Mode.KEY);
    assertThat(refund(alipay, newOrderNo(), "1.00", "r").getSubCode())
        .isEqualTo("ACQ.TRADE_NOT_EXIST");
    String open = newOrderNo();
    alipay.call(
        new AlipayTradePrecreateRequest(),
        Map.of("out_trade_no", open, "total_amount", "1.00", "subject", "tea"));
    assertThat(refund(alipay, open, "1.00", "r").getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    control("/scan", Map.of("channelOrderNo", open));
    assertThat(refund(alipay, open, "1.00", "r").getSubCode()).isEqualTo("ACQ.TRADE_STATUS_ERROR");

    String orderNo = paid(alipay, "10.00");
    assertThat(refund(alipay, orderNo, "10.01", "r").getSubCode())
        .isEqualTo("ACQ.REASON_TRADE_REFUND_FEE_ERR");
    assertThat(refund(alipay, orderNo, "0", "r").getSubCode()).isEqualTo("ACQ.INVALID_PARAMETER");
    assertThat(refund(alipay, orderNo, "3.00", null).getSubCode())
        .as("a part without a number")
        .isEqualTo("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
    control("/faults", Map.of("target", "alipay", "kind", "refundAbnormal"));
    assertThat(refund(alipay, orderNo, "3.00", "r1").getSubCode())
        .isEqualTo("ACQ.SELLER_BALANCE_NOT_ENOUGH");
    assertThat(refund(alipay, orderNo, "3.00", "r1").getFundChange()).isEqualTo("Y");
    assertThat(
            alipay
                .call(new AlipayTradeCancelRequest(), Map.of("out_trade_no", orderNo))
                .getSubCode())
        .isEqualTo("ACQ.REASON_TRADE_REFUND_FEE_ERR");
  }

  @Test
  void fiftyAtOnceNeverGiveBackMoreThanWasPaid() {
    AlipaySdk alipay = sdk(Mode.KEY);
    String orderNo = paid(alipay, "10.00");
    List<AlipayTradeRefundResponse> answers =
        Concurrently.run(50, i -> refund(alipay, orderNo, "0.30", "r" + i));
    assertThat(answers.stream().filter(answer -> "Y".equals(answer.getFundChange()))).hasSize(33);
    assertThat(answers.stream().filter(answer -> answer.getSubCode() != null))
        .hasSize(17)
        .allMatch(answer -> answer.getSubCode().equals("ACQ.REASON_TRADE_REFUND_FEE_ERR"));

    String other = paid(alipay, "10.00");
    List<AlipayTradeRefundResponse> same =
        Concurrently.run(50, i -> refund(alipay, other, "4.00", "same"));
    assertThat(same.stream().filter(answer -> "Y".equals(answer.getFundChange()))).hasSize(1);
    assertThat(same).allMatch(answer -> answer.getRefundFee().equals("4.00"));
  }

  private AlipaySdk sdk(Mode mode) {
    return new AlipaySdk(directory(), url(), mode);
  }

  private static String paid(AlipaySdk alipay, String amount) {
    String orderNo = newOrderNo();
    AlipayTradePayRequest request = new AlipayTradePayRequest();
    request.setNotifyUrl(PLATFORM.url() + "/callback/alipay");
    alipay.call(
        request,
        Map.of(
            "out_trade_no",
            orderNo,
            "total_amount",
            amount,
            "subject",
            "tea",
            "auth_code",
            "280000000000000001"));
    return orderNo;
  }

  private static AlipayTradeRefundResponse refund(
      AlipaySdk alipay, String orderNo, String amount, @Nullable String number) {
    Map<String, String> biz = new HashMap<>();
    biz.put("out_trade_no", orderNo);
    biz.put("refund_amount", amount);
    biz.put("refund_reason", "不要了");
    if (number != null) {
      biz.put("out_request_no", number);
    }
    return alipay.call(new AlipayTradeRefundRequest(), biz);
  }

  private static AlipayTradeFastpayRefundQueryResponse refundQuery(
      AlipaySdk alipay, String orderNo, String number) {
    return alipay.call(
        new AlipayTradeFastpayRefundQueryRequest(),
        Map.of("out_trade_no", orderNo, "out_request_no", number));
  }

  private static String status(AlipaySdk alipay, String orderNo) {
    return alipay
        .call(new AlipayTradeQueryRequest(), Map.of("out_trade_no", orderNo))
        .getTradeStatus();
  }

  private static List<Map<String, String>> refundNotifies(String orderNo) {
    List<Map<String, String>> found = new ArrayList<>();
    for (var notify : PLATFORM.at("/callback/alipay")) {
      Map<String, String> form = notify.form();
      if (orderNo.equals(form.get("out_trade_no")) && form.containsKey("out_biz_no")) {
        found.add(form);
      }
    }
    return found;
  }
}
