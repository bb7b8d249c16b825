package com.zhaoli.pay.demoshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running shop between its customers and the platform, which is an HTTP server here. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DemoShopTest {

  private static final WebhookSecret SECRET =
      new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private static final String ONE_LATTE =
      "{\"items\":[{\"goodsId\":\"latte\",\"quantity\":1}],\"payBy\":\"ALIPAY\"}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final HttpServer PLATFORM = platform();
  private static volatile int platformStatus;
  private static volatile JsonNode lastPayment = JsonMapper.shared().createObjectNode();
  private static volatile JsonNode lastRefund = JsonMapper.shared().createObjectNode();
  private static volatile boolean platformLosesAnAnswer;
  private static volatile String orderedNo = "";

  /** One second for a whole test, so that what was signed is what is sent. */
  private final long now = Clock.systemUTC().instant().getEpochSecond();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add(
        "ZHAOLI_PAY_GATEWAY_URL", () -> "http://127.0.0.1:" + PLATFORM.getAddress().getPort());
    registry.add("ZHAOLI_DEMO_SHOP_URL", () -> "http://shop.example");
    registry.add("ZHAOLI_PAY_APP_ID", () -> "app_1");
    registry.add("ZHAOLI_PAY_APP_KEY", () -> "key_1");
    registry.add("ZHAOLI_PAY_APP_SECRET", () -> "sk_1");
    registry.add("ZHAOLI_PAY_SALT", () -> "salt");
    registry.add("ZHAOLI_PAY_WEBHOOK_SECRET", SECRET::value);
  }

  @BeforeEach
  void thePlatformWorks() {
    platformStatus = 201;
    platformLosesAnAnswer = false;
  }

  @AfterAll
  static void close() {
    PLATFORM.stop(0);
  }

  @Test
  void anOrderHasACodeToPayAndWaits() throws Exception {
    HttpResponse<String> answer =
        order("{\"items\":[{\"goodsId\":\"latte\",\"quantity\":1}],\"payBy\":\"WECHAT\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode order = json(answer);
    assertThat(order.get("status").asString()).isEqualTo("WAITING_FOR_PAYMENT");
    assertThat(order.get("paymentNo").asString()).isEqualTo("pay_1");
    assertThat(order.get("codeUrl").asString()).isEqualTo("weixin://wxpay/bizpayurl?pr=1");
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
    assertThat(lastPayment.get("amount").asLong()).isEqualTo(2 * 2_800 + 1_600);
    assertThat(lastPayment.get("method").asString()).isEqualTo("AGGREGATE_QR");
    assertThat(lastPayment.get("subject").asString()).isEqualTo("拿铁 ×2, 可颂 ×1");
    assertThat(lastPayment.get("returnUrl").asString())
        .isEqualTo("http://shop.example/?order=" + order.get("orderNo").asString());
    assertThat(order.get("cashierUrl").asString()).isEqualTo("http://127.0.0.1/cashier/t");
  }

  @Test
  void moneyGoesBackOnceAndOnlyAWebhookSaysThatItIsBack() throws Exception {
    String orderNo = newOrder();
    assertThat(post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode()).isEqualTo(409);
    String paid = event("evt_8", "payment.succeeded", orderNo, 2800, 1);
    webhook("evt_8", paid, sign("evt_8", paid));

    assertThat(post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode()).isEqualTo(202);
    assertThat(post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode()).isEqualTo(409);

    assertThat(lastRefund.get("paymentNo").asString()).isEqualTo("pay_1");
    assertThat(lastRefund.get("outRefundNo").asString()).isEqualTo(orderNo + "-1");
    assertThat(lastRefund.get("amount").asLong()).isEqualTo(2_800);
    assertThat(status(orderNo)).isEqualTo("REFUNDING");
    String back =
        event("evt_9", "refund.succeeded", orderNo, 2800, 2).replace("SUCCEEDED", "REFUNDED");
    webhook("evt_9", back, sign("evt_9", back));
    assertThat(status(orderNo)).isEqualTo("REFUNDED");
  }

  @Test
  void aRefundThatFailedMayBeAskedForAgainUnderAnotherNumber() throws Exception {
    String orderNo = newOrder();
    String paid = event("evt_10", "payment.succeeded", orderNo, 2800, 1);
    webhook("evt_10", paid, sign("evt_10", paid));
    post("/orders/" + orderNo + "/refund", "", Map.of());
    String failed = event("evt_11", "refund.failed", orderNo, 2800, 2);
    webhook("evt_11", failed, sign("evt_11", failed));
    assertThat(status(orderNo)).isEqualTo("PAID");

    platformStatus = 422;
    assertThat(post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode()).isEqualTo(502);
    assertThat(status(orderNo)).as("refused: still paid").isEqualTo("PAID");
    platformStatus = 201;
    assertThat(post("/orders/" + orderNo + "/refund", "", Map.of()).statusCode()).isEqualTo(202);
    assertThat(lastRefund.get("outRefundNo").asString()).isEqualTo(orderNo + "-3");
    assertThat(post("/orders/coffee-none/refund", "", Map.of()).statusCode()).isEqualTo(404);
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
  void anotherAmountThanTheOrdersIsNotTaken() throws Exception {
    String orderNo = newOrder();
    String body = event("evt_5", "payment.succeeded", orderNo, 1, 1);
    assertThat(webhook("evt_5", body, sign("evt_5", body)).statusCode()).isEqualTo(409);
    assertThat(status(orderNo)).isEqualTo("WAITING_FOR_PAYMENT");
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
  void whenThePlatformRefusesTheCustomerLearnsThatItDidNotWork() throws Exception {
    platformStatus = 422;
    HttpResponse<String> answer = order(ONE_LATTE);
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(json(answer).get("code").asString()).isEqualTo("CHANNEL_DECLINED");
  }

  @Test
  void anOrderThatThePlatformRefusedIsGone() throws Exception {
    platformStatus = 422;
    order(ONE_LATTE);
    assertThat(get("/orders/" + orderedNo).statusCode()).isEqualTo(404);
  }

  @Test
  void anOrderWhosePaymentMayExistWaitsForItsWebhookWhateverALaterTryWasTold() throws Exception {
    platformLosesAnAnswer = true;
    platformStatus = 401;
    HttpResponse<String> answer = order(ONE_LATTE);
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(status(orderedNo)).isEqualTo("NEW");

    String body = event("evt_12", "payment.succeeded", orderedNo, 2800, 1);
    assertThat(webhook("evt_12", body, sign("evt_12", body)).statusCode()).isEqualTo(204);
    assertThat(status(orderedNo)).isEqualTo("PAID");
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
    "channel":"ALIPAY","method":"NATIVE","channelTradeNo":"2026"}}"""
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

  private static HttpServer platform() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/openapi/v1/payments",
          exchange -> {
            JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
            lastPayment = request;
            orderedNo = request.get("outTradeNo").asString();
            if (platformLosesAnAnswer) {
              platformLosesAnAnswer = false;
              exchange.close();
              return;
            }
            boolean signed = exchange.getRequestHeaders().containsKey("X-Zhaoli-Sign");
            String answer =
                platformStatus == 201
                    ? """
                    {"paymentNo":"pay_1","outTradeNo":%s,"amount":%s,"subject":"s",\
                    "method":%s,"status":"PAYING","cashierUrl":"http://127.0.0.1/cashier/t",\
                    "codeUrl":"weixin://wxpay/bizpayurl?pr=1","createdAt":"2026-01-01T00:00:00Z"}"""
                        .formatted(
                            request.get("outTradeNo"), request.get("amount"), request.get("method"))
                    : "{\"code\":\"%s\",\"message\":\"no\",\"details\":{}}"
                        .formatted(platformStatus == 401 ? "SIGN_INVALID" : "CHANNEL_DECLINED");
            answer(exchange, signed ? platformStatus : 400, answer);
          });
      server.createContext(
          "/openapi/v1/merchant",
          exchange ->
              answer(
                  exchange,
                  200,
                  "{\"merchantNo\":\"mch_1\",\"name\":\"Coffee\",\"status\":\"APPROVED\"}"));
      server.createContext(
          "/openapi/v1/refunds",
          exchange -> {
            JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
            lastRefund = request;
            answer(
                exchange,
                platformStatus,
                platformStatus == 201
                    ? """
                    {"refundNo":"rfd_1","paymentNo":%s,"outRefundNo":%s,"amount":%s,\
                    "status":"PROCESSING","createdAt":"2026-01-01T00:00:00Z"}"""
                        .formatted(
                            request.get("paymentNo"),
                            request.get("outRefundNo"),
                            request.get("amount"))
                    : "{\"code\":\"REFUND_AMOUNT_EXCEEDED\",\"message\":\"no\",\"details\":{}}");
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
