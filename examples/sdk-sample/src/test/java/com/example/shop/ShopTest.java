package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.test.AutoConfigureFakeZhaoliPay;
import com.zhaoli.pay.sdk.test.Delivery;
import com.zhaoli.pay.sdk.test.FakeZhaoliPay;
import com.zhaoli.pay.sdk.test.Operation;
import com.zhaoli.pay.sdk.test.PlatformError;
import com.zhaoli.pay.sdk.test.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "management.endpoint.health.show-details=always")
@AutoConfigureFakeZhaoliPay
class ShopTest {

  private final HttpClient browser = HttpClient.newHttpClient();

  @Autowired private FakeZhaoliPay fake;

  @Value("${local.server.port}")
  private int port;

  @Test
  void theBootThatWasAskedForRuns() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.version"));
  }

  @Test
  void anOrderIsPaidByACodeAndAWebhook() throws Exception {
    HttpResponse<String> answer = order("T1");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"codeUrl\":\"weixin://");
    assertThat(paid()).doesNotContain("T1");

    Webhook webhook = fake.pay("T1");

    assertThat(webhook.isTaken()).isTrue();
    assertThat(paid()).contains("T1");
    assertThat(fake.deliver(webhook)).as("once more").allMatch(Delivery::isTaken);
  }

  @Test
  void anOrderThatThePlatformRefusesIsNotPaid() throws Exception {
    fake.next(Operation.CREATE_PAYMENT).isRefused(PlatformError.CHANNEL_NOT_CONFIGURED);

    assertThat(order("T2").statusCode()).isEqualTo(500);
    assertThat(order("T2").statusCode()).isEqualTo(200);
    assertThat(fake.requests(Operation.CREATE_PAYMENT)).hasSize(2);
  }

  @Test
  void aForgedWebhookPaysNothing() throws Exception {
    order("T3");
    fake.withholdWebhooks();
    Webhook webhook = fake.pay("T3");

    assertThat(fake.deliverForged(webhook).status()).isEqualTo(401);
    assertThat(fake.deliverTampered(webhook).status()).isEqualTo(401);
    assertThat(fake.deliverStale(webhook).status()).isEqualTo(401);
    assertThat(paid()).doesNotContain("T3");
  }

  @Test
  void theHealthTellsThatThePlatformTakesTheKeys() throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/actuator/health/zhaoliPay")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"status\":\"UP\"", "\"zhaoli.pay\":\"APPROVED\"")
        .doesNotContain(FakeZhaoliPay.APP_SECRET);
  }

  private HttpResponse<String> order(String orderNo) throws Exception {
    return send(
        HttpRequest.newBuilder(at("/orders/" + orderNo + "/payment"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private String paid() throws Exception {
    return send(HttpRequest.newBuilder(at("/orders/paid"))).body();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
