package com.zhaoli.pay.sandbox.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeOrderinfoSyncRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradeCloseResponse;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The official Alipay SDK against the running sandbox. */
class AlipayIT extends RunningSandbox {

  @Test
  void aPaidCodeIsATradeThatWasPaidAndIsNotified() throws Exception {
    String orderNo = newOrderNo();
    AlipayTradePrecreateResponse code = precreate(orderNo, "12.34", "茶与咖啡 & more=1");
    assertThat(code.getCode()).isEqualTo("10000");
    assertThat(code.getQrCode()).startsWith("https://qr.alipay.com/bax");

    AlipayTradeQueryResponse before = query(orderNo);
    assertThat(before.getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");

    control("/scan", Map.of("codeUrl", code.getQrCode()));
    assertThat(query(orderNo).getTradeStatus()).isEqualTo("WAIT_BUYER_PAY");

    var paid = control("/pay", Map.of("codeUrl", code.getQrCode(), "buyer", "lily"));
    AlipayTradeQueryResponse after = query(orderNo);
    assertThat(after.getTradeStatus()).isEqualTo("TRADE_SUCCESS");
    assertThat(after.getTotalAmount()).isEqualTo("12.34");
    assertThat(after.getTradeNo()).isEqualTo(paid.get("channelTradeNo").asString());
    assertThat(after.getSendPayDate()).isNotNull();

    Map<String, String> notify = awaitNotifies(orderNo, 1).get(0).form();
    assertThat(verified(notify)).isTrue();
    assertThat(notify)
        .containsEntry("trade_status", "TRADE_SUCCESS")
        .containsEntry("out_trade_no", orderNo)
        .containsEntry("total_amount", "12.34")
        .containsEntry("trade_no", after.getTradeNo())
        .containsEntry("app_id", file("alipay/app-id.txt"))
        .containsEntry("seller_id", file("alipay/seller-id.txt"))
        .containsEntry("subject", "茶与咖啡 & more=1");
  }

  @Test
  void aNotifyIsSentAgainUntilTheAnswerIsExactlySuccess() throws Exception {
    String orderNo = newOrderNo();
    AtomicInteger calls = new AtomicInteger();
    List<Platform.Answer> answers =
        List.of(
            new Platform.Answer(500, "success"),
            new Platform.Answer(200, "success "),
            new Platform.Answer(200, "success"));
    PLATFORM.answering(request -> answers.get(Math.min(2, calls.getAndIncrement())));
    AlipayTradePrecreateResponse code = precreate(orderNo, "1.00", "tea");
    control("/pay", Map.of("channelOrderNo", orderNo));

    List<Received> notifies = awaitNotifies(orderNo, 3);
    assertThat(code.isSuccess()).isTrue();
    assertThat(notifies.stream().map(notify -> notify.form().get("notify_id")).distinct())
        .as("one notify_id for all attempts")
        .hasSize(1);
    await().until(() -> order(orderNo).get("notifyStatus").asString().equals("ACKNOWLEDGED"));
    assertThat(order(orderNo).get("notifyAttempts").asInt()).isEqualTo(3);
  }

  @Test
  void aRequestSignedWithAnotherKeyIsRefused() throws Exception {
    // Any other key will do: Alipay's own is at hand.
    AlipayConfig config = config();
    config.setPrivateKey(file("alipay/alipay-private-key.txt"));
    config.setAlipayPublicKey(file("alipay/app-public-key.txt"));
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizContent("{\"out_trade_no\":\"x\"}");
    assertThatThrownBy(() -> new DefaultAlipayClient(config).execute(request))
        .as("the SDK finds that the answer is not signed with the key it was given")
        .isInstanceOf(AlipayApiException.class);

    Answer answer =
        post("/alipay/gateway.do?app_id=" + file("alipay/app-id.txt") + unsigned(), Map.of());
    assertThat(answer.json().at("/alipay_trade_query_response/code").asString()).isEqualTo("40002");
    assertThat(answer.json().at("/alipay_trade_query_response/sub_code").asString())
        .isEqualTo("isv.invalid-signature");
  }

  private static String unsigned() {
    return "&method=alipay.trade.query&sign_type=RSA2&charset=UTF-8"
        + "&timestamp=2026-01-01%2000:00:00&sign=AAAA";
  }

  @Test
  void anUnknownAppIsRefused() throws Exception {
    AlipayConfig config = config();
    config.setAppId("2021000000000000");
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizContent("{\"out_trade_no\":\"x\"}");
    AlipayTradeQueryResponse answer = new DefaultAlipayClient(config).execute(request);
    assertThat(answer.getSubCode()).isEqualTo("isv.invalid-app-id");
  }

  @Test
  void anOrderNumberIsOfOneAmountOnly() throws Exception {
    String orderNo = newOrderNo();
    AlipayTradePrecreateResponse first = precreate(orderNo, "1.00", "tea");
    assertThat(precreate(orderNo, "1.00", "tea").getQrCode()).isEqualTo(first.getQrCode());
    assertThat(precreate(orderNo, "1.01", "tea").getSubCode())
        .isEqualTo("ACQ.CONTEXT_INCONSISTENT");
    control("/pay", Map.of("channelOrderNo", orderNo));
    assertThat(precreate(orderNo, "1.00", "tea").getSubCode()).isEqualTo("ACQ.TRADE_HAS_SUCCESS");
  }

  @Test
  void amountsAreYuanWithAtMostTwoDecimals() throws Exception {
    for (String amount : List.of("0", "0.00", "0.001", "-1", "100000000.01", "1e2", "")) {
      assertThat(precreate(newOrderNo(), amount, "tea").getCode()).as(amount).isNotEqualTo("10000");
    }
    assertThat(precreate(newOrderNo(), "100000000.00", "tea").getCode()).isEqualTo("10000");
    assertThat(precreate(newOrderNo(), "0.01", "tea").getCode()).isEqualTo("10000");
  }

  @Test
  void aClosedTradeCannotBePaid() throws Exception {
    String orderNo = newOrderNo();
    precreate(orderNo, "5.00", "tea");
    assertThat(close(orderNo).getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
    control("/scan", Map.of("channelOrderNo", orderNo));
    assertThat(close(orderNo).getCode()).isEqualTo("10000");
    assertThat(query(orderNo).getTradeStatus()).isEqualTo("TRADE_CLOSED");
    Answer payment = post("/sandbox/v1/pay", Map.of("channelOrderNo", orderNo));
    assertThat(payment.status()).isEqualTo(409);
    assertThat(payment.json().get("code").asString()).isEqualTo("SANDBOX_STATE_INVALID");
  }

  @Test
  void aMethodThatIsNotThereIsRefusedAndSigned() throws Exception {
    AlipayTradeOrderinfoSyncRequest request = new AlipayTradeOrderinfoSyncRequest();
    request.setBizContent("{}");
    assertThat(client().execute(request).getSubCode()).isEqualTo("isv.invalid-method");
  }

  @Test
  void injectedFaultsReachTheSdk() throws Exception {
    String orderNo = newOrderNo();
    precreate(orderNo, "7.00", "tea");
    control("/pay", Map.of("channelOrderNo", orderNo));

    control("/faults", Map.of("target", "alipay", "kind", "badSignature", "count", 1));
    assertThatThrownBy(() -> query(orderNo)).isInstanceOf(AlipayApiException.class);
    control("/faults", Map.of("target", "alipay", "kind", "error500", "count", 1));
    assertThatThrownBy(() -> query(orderNo)).isInstanceOf(AlipayApiException.class);
    control("/faults", Map.of("target", "alipay", "kind", "wrongAmount", "count", 1));
    assertThat(query(orderNo).getTotalAmount()).isEqualTo("7.01");
    assertThat(query(orderNo).getTotalAmount()).isEqualTo("7.00");
  }

  @Test
  void aTimeOutAfterTheEffectLeavesTheOrder() throws Exception {
    String orderNo = newOrderNo();
    control(
        "/faults",
        Map.of("target", "alipay", "kind", "timeoutAfterEffect", "count", 1, "millis", 100));
    assertThatThrownBy(() -> precreate(orderNo, "7.00", "tea"))
        .isInstanceOf(AlipayApiException.class);
    assertThat(control("/pay", Map.of("channelOrderNo", orderNo)).get("status").asString())
        .isEqualTo("PAID");
  }

  @Test
  void injectedFaultsReachTheNotify() throws Exception {
    String orderNo = newOrderNo();
    precreate(orderNo, "7.00", "tea");
    PLATFORM.answering(
        request ->
            new Platform.Answer(
                200,
                verifiedQuietly(request.form()) && "7.00".equals(request.form().get("total_amount"))
                    ? "success"
                    : "failure"));
    control("/faults", Map.of("target", "alipay-notify", "kind", "badSignature", "count", 1));
    control("/faults", Map.of("target", "alipay-notify", "kind", "wrongAmount", "count", 2));
    control("/pay", Map.of("channelOrderNo", orderNo));

    List<Received> notifies = awaitNotifies(orderNo, 3);
    assertThat(verifiedQuietly(notifies.get(0).form())).isFalse();
    assertThat(verified(notifies.get(1).form())).isTrue();
    assertThat(notifies.get(1).form()).containsEntry("total_amount", "7.01");
    assertThat(notifies.get(2).form()).containsEntry("total_amount", "7.00");
  }

  @Test
  void aNotifyCanBeDroppedDoubledAndReordered() throws Exception {
    String dropped = paidAlipayOrderWith("dropNotify");
    String doubled = paidAlipayOrderWith("duplicateNotify");
    awaitNotifies(doubled, 2);
    String late = paidAlipayOrderWith("reorder");
    String early = newOrderNo();
    precreate(early, "7.00", "tea");
    control("/pay", Map.of("channelOrderNo", early));
    awaitNotifies(late, 1);
    List<String> order =
        PLATFORM.at("/callback/alipay").stream().map(n -> n.form().get("out_trade_no")).toList();
    assertThat(order.indexOf(early)).isLessThan(order.indexOf(late));
    assertThat(order).doesNotContain(dropped);
    assertThat(order(dropped).get("notifyStatus").asString()).isEqualTo("DROPPED");
  }

  private String paidAlipayOrderWith(String fault) throws AlipayApiException {
    String orderNo = newOrderNo();
    precreate(orderNo, "7.00", "tea");
    control("/faults", Map.of("target", "alipay", "kind", fault, "count", 1, "millis", 60_000));
    control("/pay", Map.of("channelOrderNo", orderNo));
    return orderNo;
  }

  private List<Received> awaitNotifies(String orderNo, int count) {
    return await()
        .until(
            () ->
                PLATFORM.at("/callback/alipay").stream()
                    .filter(notify -> orderNo.equals(notify.form().get("out_trade_no")))
                    .toList(),
            notifies -> notifies.size() >= count);
  }

  private static boolean verified(Map<String, String> notify) throws AlipayApiException {
    return AlipaySignature.rsaCheckV1(
        new HashMap<>(notify), file("alipay/alipay-public-key.txt"), "UTF-8", "RSA2");
  }

  private static boolean verifiedQuietly(Map<String, String> notify) {
    try {
      return verified(notify);
    } catch (AlipayApiException e) {
      return false;
    }
  }

  private AlipayTradePrecreateResponse precreate(String orderNo, String amount, String subject)
      throws AlipayApiException {
    AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
    model.setOutTradeNo(orderNo);
    model.setTotalAmount(amount);
    model.setSubject(subject);
    AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
    request.setBizModel(model);
    request.setNotifyUrl(PLATFORM.url() + "/callback/alipay");
    return client().execute(request);
  }

  private AlipayTradeQueryResponse query(String orderNo) throws AlipayApiException {
    AlipayTradeQueryModel model = new AlipayTradeQueryModel();
    model.setOutTradeNo(orderNo);
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizModel(model);
    return client().execute(request);
  }

  private AlipayTradeCloseResponse close(String orderNo) throws AlipayApiException {
    AlipayTradeCloseModel model = new AlipayTradeCloseModel();
    model.setOutTradeNo(orderNo);
    AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
    request.setBizModel(model);
    return client().execute(request);
  }

  private AlipayClient client() throws AlipayApiException {
    return new DefaultAlipayClient(config());
  }

  private AlipayConfig config() {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(url() + "/alipay/gateway.do");
    config.setAppId(file("alipay/app-id.txt"));
    config.setPrivateKey(file("alipay/app-private-key.txt"));
    config.setAlipayPublicKey(file("alipay/alipay-public-key.txt"));
    config.setMaxIdleConnections(32);
    return config;
  }
}
