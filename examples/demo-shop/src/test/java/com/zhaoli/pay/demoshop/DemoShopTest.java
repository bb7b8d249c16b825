package com.zhaoli.pay.demoshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.sdk.test.AutoConfigureFakeZhaoliPay;
import com.zhaoli.pay.sdk.test.FakeZhaoliPay;
import com.zhaoli.pay.sdk.test.Operation;
import com.zhaoli.pay.sdk.test.PlatformError;
import com.zhaoli.pay.sdk.test.ReceivedRequest;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running shop between its customers and the platform, which is a fake here. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "zhaoli.pay.notify-url=https://shop.example/zhaoli/webhooks",
      "shop.url=http://shop.example"
    })
@AutoConfigureFakeZhaoliPay
class DemoShopTest {

  private static final WebhookSecret SECRET = new WebhookSecret(FakeZhaoliPay.WEBHOOK_SECRET);

  private static final String ONE_LATTE =
      "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":1}],\"payBy\":\"ALIPAY\"}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** One second for a whole test, so that what was signed is what is sent. */
  private final long now = Clock.systemUTC().instant().getEpochSecond();

  @Autowired FakeZhaoliPay platform;

  @LocalServerPort int port;

  @Test
  void anOrderHasACodeToPayAndWaits() throws Exception {
    HttpResponse<String> answer =
        order("{\"items\":[{\"goodsId\":\"latte\",\"quantity\":1}],\"payBy\":\"WECHAT\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode order = json(answer);
    assertThat(order.get("status").asString()).isEqualTo("WAITING_FOR_PAYMENT");
    assertThat(order.get("paymentNo").asString()).startsWith("pay_");
    assertThat(order.get("codeUrl").asString()).startsWith("weixin://wxpay/bizpayurl?pr=");
    assertThat(order.get("outTradeNo").asString()).isEqualTo(order.get("orderNo").asString());
    HttpResponse<String> qr = get("/orders/" + order.get("orderNo").asString() + "/qr.svg");
    assertThat(qr.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("image/svg+xml"));
    assertThat(qr.body()).startsWith("<svg").contains("<path d=\"M");
  }

  @Test
  void theShopAndNotTheBrowserSaysWhatItCosts() throws Exception {
    JsonNode order =
        json(
            order(
                "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":2,\"price\":1},"
                    + "{\"goodsId\":\"croissant\",\"quantity\":1}],\"payBy\":\"CASHIER\",\"amount\":1}"));

    assertThat(order.get("amount").asLong()).isEqualTo(2 * 2_800 + 1_600);
    JsonObject payment = last(Operation.CREATE_PAYMENT);
    assertThat(payment.number("amount")).isEqualTo(2 * 2_800 + 1_600);
    assertThat(payment.text("method")).isEqualTo("AGGREGATE_QR");
    assertThat(payment.text("subject")).isEqualTo("拿铁 ×2, 可颂 ×1");
    assertThat(payment.text("returnUrl"))
        .isEqualTo("http://shop.example/?order=" + order.get("orderNo").asString());
    assertThat(order.get("cashierUrl").asString()).startsWith(platform.url() + "/cashier/");
  }

  @Test
  void moneyGoesBackOnceAndOnlyAWebhookSaysThatItIsBack() throws Exception {
    JsonNode order = json(order(ONE_LATTE));
    String orderNo = order.get("orderNo").asString();
    assertThat(refund(orderNo)).isEqualTo(409);
    assertThat(platform.pay(orderNo).isTaken()).isTrue();

    assertThat(refund(orderNo)).isEqualTo(202);
    assertThat(refund(orderNo)).isEqualTo(409);

    JsonObject refund = last(Operation.CREATE_REFUND);
    assertThat(refund.text("paymentNo")).isEqualTo(order.get("paymentNo").asString());
    assertThat(refund.text("outRefundNo")).isEqualTo(orderNo + "-1");
    assertThat(refund.number("amount")).isEqualTo(2_800);
    assertThat(status(orderNo)).isEqualTo("REFUNDING");
    assertThat(platform.succeedRefund(orderNo + "-1").isTaken()).isTrue();
    assertThat(status(orderNo)).isEqualTo("REFUNDED");
  }

  @Test
  void aRefundThatFailedMayBeAskedForAgainUnderAnotherNumber() throws Exception {
    String orderNo = newOrder();
    platform.pay(orderNo);
    assertThat(refund(orderNo)).isEqualTo(202);
    platform.failRefund(orderNo + "-1");
    assertThat(status(orderNo)).isEqualTo("PAID");

    platform.next(Operation.CREATE_REFUND).isRefused(PlatformError.REFUND_AMOUNT_EXCEEDED);
    assertThat(refund(orderNo)).isEqualTo(502);
    assertThat(status(orderNo)).as("refused: still paid").isEqualTo("PAID");
    assertThat(refund(orderNo)).isEqualTo(202);
    assertThat(last(Operation.CREATE_REFUND).text("outRefundNo")).isEqualTo(orderNo + "-3");
    assertThat(refund("coffee-none")).isEqualTo(404);
  }

  @Test
  void onlyAVerifiedWebhookMakesAnOrderPaid() throws Exception {
    String orderNo = newOrder();
    String body = event("evt_1", "payment.succeeded", orderNo, 2800, 1);

    assertThat(webhook("evt_1", body, sign("evt_1", body).replace("v1,", "v1,A")).statusCode())
        .isEqualTo(401);
    assertThat(webhook("evt_1", body.replace("2800", "2801"), sign("evt_1", body)).statusCode())
        .isEqualTo(401);
    assertThat(status(orderNo)).isEqualTo("WAITING_FOR_PAYMENT");

    assertThat(webhook("evt_1", body, sign("evt_1", body)).statusCode()).isEqualTo(204);
    JsonNode order = json(get("/orders/" + orderNo));
    assertThat(order.get("status").asString()).isEqualTo("PAID");
    JsonNode received = order.get("webhooks").get(0);
    assertThat(received.get("id").asString()).isEqualTo("evt_1");
    assertThat(received.get("type").asString()).isEqualTo("payment.succeeded");
    assertThat(received.get("verified").asBoolean()).isTrue();
    assertThat(received.get("receivedAt").asString()).contains("T");
  }

  @Test
  void aWebhookThatComesTwiceCountsOnce() throws Exception {
    String orderNo = newOrder();
    String body = event("evt_2", "payment.succeeded", orderNo, 2800, 1);
    assertThat(webhook("evt_2", body, sign("evt_2", body)).statusCode()).isEqualTo(204);
    assertThat(webhook("evt_2", body, sign("evt_2", body)).statusCode()).isEqualTo(204);
    assertThat(json(get("/orders/" + orderNo)).get("webhooks")).hasSize(1);
  }

  @Test
  void anOlderEventDoesNotTakeBackANewerOne() throws Exception {
    String orderNo = newOrder();
    String newer = event("evt_4", "payment.succeeded", orderNo, 2800, 2);
    String older = event("evt_3", "payment.failed", orderNo, 2800, 1);
    webhook("evt_4", newer, sign("evt_4", newer));
    assertThat(webhook("evt_3", older, sign("evt_3", older)).statusCode()).isEqualTo(204);
    assertThat(status(orderNo)).isEqualTo("PAID");
    assertThat(json(get("/orders/" + orderNo)).get("webhooks")).hasSize(2);
  }

  @Test
  void anotherAmountThanTheOrdersIsForAPersonAndNotForAnotherTry() throws Exception {
    String orderNo = newOrder();
    String body = event("evt_5", "payment.succeeded", orderNo, 1, 1);
    assertThat(webhook("evt_5", body, sign("evt_5", body)).statusCode()).isEqualTo(204);
    assertThat(status(orderNo)).isEqualTo("NEEDS_A_PERSON");
    assertThat(json(get("/orders/" + orderNo)).get("webhooks")).hasSize(1);
    assertThat(post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode()).isEqualTo(409);
  }

  @Test
  void aWebhookAboutAForgottenOrderIsTakenWithoutEffect() throws Exception {
    String body = event("evt_6", "payment.succeeded", "coffee-unknown", 2800, 1);
    assertThat(webhook("evt_6", body, sign("evt_6", body)).statusCode()).isEqualTo(204);
  }

  @Test
  void aHugeWebhookIsNotRead() throws Exception {
    assertThat(webhook("evt_7", "x".repeat(70_000), "v1,AAAA").statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not json",
        "{\"items\":[],\"payBy\":\"ALIPAY\"}",
        "{\"items\":[null],\"payBy\":\"ALIPAY\"}",
        "{\"items\":[{\"goodsId\":\"tea\",\"quantity\":1}],\"payBy\":\"ALIPAY\"}",
        "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":0}],\"payBy\":\"ALIPAY\"}",
        "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":100}],\"payBy\":\"ALIPAY\"}",
        "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":1},{\"goodsId\":\"latte\",\"quantity\":1}],"
            + "\"payBy\":\"ALIPAY\"}",
        "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":1}],\"payBy\":\"CASH\"}"
      })
  void aWrongOrderIsToldSo(String body) throws Exception {
    HttpResponse<String> answer = order(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("code").asString()).isEqualTo("ORDER_INVALID");
  }

  @Test
  void whenThePlatformRefusesTheCustomerLearnsThatItDidNotWorkAndTheOrderIsGone() throws Exception {
    platform.declineNextPayment("NO_WAY");

    HttpResponse<String> answer = order(ONE_LATTE);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(json(answer).get("code").asString()).isEqualTo("CHANNEL_DECLINED");
    assertThat(get("/orders/" + orderedNo()).statusCode()).isEqualTo(404);
  }

  @Test
  void anOrderWhosePaymentMayExistWaitsForItsWebhookWhateverALaterTryWasTold() throws Exception {
    platform.next(Operation.CREATE_PAYMENT).losesItsAnswer();
    platform.next(Operation.CREATE_PAYMENT).isRefused(PlatformError.SIGN_INVALID);

    assertThat(order(ONE_LATTE).statusCode()).isEqualTo(502);
    assertThat(status(orderedNo())).isEqualTo("NEW");

    assertThat(platform.pay(orderedNo()).isTaken()).isTrue();
    assertThat(status(orderedNo())).isEqualTo("PAID");
  }

  @Test
  void thePageLoadsItsOwnFilesOnlyAndRunsNoInlineScript() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("lang=\"zh-CN\"", "去支付", "Buy");
    assertThat(page.body()).doesNotContainPattern(Pattern.compile("<script(?![^>]*src=)"));
    assertThat(page.body()).doesNotContainPattern(Pattern.compile("\\son[a-z]+=|style=|https?://"));
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe"));
    for (String file : List.of("/shop.js", "/shop.css", "/cup.svg")) {
      assertThat(get(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void healthAndUnknownOrdersAnswer() throws Exception {
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertThat(get("/orders/coffee-none").statusCode()).isEqualTo(404);
  }

  private String newOrder() throws Exception {
    return json(order(ONE_LATTE)).get("orderNo").asString();
  }

  private JsonObject last(Operation operation) {
    List<ReceivedRequest> requests = platform.requests(operation);
    return requests.get(requests.size() - 1).json();
  }

  private String orderedNo() {
    return last(Operation.CREATE_PAYMENT).text("outTradeNo");
  }

  private int refund(String orderNo) throws Exception {
    return post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode();
  }

  private String status(String orderNo) throws Exception {
    return json(get("/orders/" + orderNo)).get("status").asString();
  }

  private HttpResponse<String> order(String body) throws Exception {
    return post("/orders", body, Map.of("Content-Type", "application/json"));
  }

  private HttpResponse<String> webhook(String id, String body, String signature) throws Exception {
    return post(
        "/zhaoli/webhooks",
        body,
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(now),
            "webhook-signature",
            signature));
  }

  private String sign(String id, String body) {
    return WebhookSignature.sign(SECRET, id, now, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String event(String id, String type, String orderNo, long amount, int version) {
    return """
    {"id":"%s","type":"%s","createdAt":"2026-01-01T00:00:00Z","version":%d,"data":{\
    "paymentNo":"pay_1","outTradeNo":"%s","status":"SUCCEEDED","amount":%d,\
    "channel":"ALIPAY","method":"NATIVE","channelTradeNo":"2026"}}\
    """
        .formatted(id, type, version, orderNo, amount);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
