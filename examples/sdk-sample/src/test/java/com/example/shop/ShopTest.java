package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  private final HttpClient browser = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void zhaoliPay(DynamicPropertyRegistry properties) {
    properties.add("zhaoli.pay.gateway-url", PLATFORM::url);
    properties.add("zhaoli.pay.app-secret", Platform.KEY::appSecret);
    properties.add("zhaoli.pay.salt", Platform.KEY::salt);
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
        .contains("\"status\":\"UP\"", "\"merchantStatus\":\"APPROVED\"")
        .doesNotContain(Platform.KEY.appSecret());
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
