package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "zhaoli.pay.app-id=app_sample",
      "zhaoli.pay.app-key=key_1",
      "management.endpoint.health.show-details=always"
    })
class ShopTest {

  private static final Platform PLATFORM = new Platform();

  private static final WebhookSecret SECRET = WebhookSecret.generate(new SecureRandom());

  private final HttpClient browser = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void zhaoliPay(DynamicPropertyRegistry properties) {
    properties.add("zhaoli.pay.gateway-url", PLATFORM::url);
    properties.add("zhaoli.pay.app-secret", Platform.KEY::appSecret);
    properties.add("zhaoli.pay.salt", Platform.KEY::salt);
    properties.add("zhaoli.pay.webhook-secret", SECRET::value);
  }

  @Test
  void theBootThatWasAskedForRuns() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.version"));
  }

  @Test
  void anOrderIsPaidBySignedCall() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at("/orders/T1/payment"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"codeUrl\":\"weixin://code\"");
  }

  @Test
  void theHealthTellsThatThePlatformTakesTheKeys() throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/actuator/health/zhaoliPay")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"status\":\"UP\"", "\"zhaoli.pay\":\"APPROVED\"")
        .doesNotContain(Platform.KEY.appSecret());
  }

  @Test
  void aSignedWebhookPaysTheOrderAndAForgedOneDoesNot() throws Exception {
    assertThat(webhook("T2", SECRET)).isEqualTo(204);
    assertThat(webhook("T3", WebhookSecret.generate(new SecureRandom()))).isEqualTo(401);
    assertThat(send(HttpRequest.newBuilder(at("/orders/paid"))).body()).isEqualTo("[\"T2\"]");
  }

  private int webhook(String orderNo, WebhookSecret secret) throws Exception {
    byte[] body =
        ("{\"id\":\"evt_1\",\"type\":\"payment.succeeded\",\"version\":1,"
                + "\"createdAt\":\"2026-01-01T00:00:00Z\",\"data\":{\"paymentNo\":\"pay_1\","
                + "\"outTradeNo\":\""
                + orderNo
                + "\",\"status\":\"SUCCEEDED\",\"amount\":1800}}")
            .getBytes(StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    return send(HttpRequest.newBuilder(at("/zhaoli/webhooks"))
            .header("Content-Type", "application/json")
            .header("webhook-id", "evt_1")
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", WebhookSignature.sign(secret, "evt_1", now, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
