package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The limits, as they are and as they change while the gateway runs. */
class RateLimitIT extends GatewayItCase {

  private static final String CHANGED = "changed in the configuration centre";

  @Autowired ConfigurableEnvironment environment;
  @Autowired ApplicationEventPublisher events;

  @AfterEach
  void formerLimits() {
    environment.getPropertySources().remove(CHANGED);
    publish(Set.of("zhaoli.gateway.limits.app.burst"));
  }

  @Test
  void anAppAboveItsRateIsToldWhenToComeBack() throws Exception {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 1, "zhaoli.gateway.limits.app.burst", 5));

    List<RawHttp.Response> answers = sendAtOnce(30);

    List<RawHttp.Response> refused = answers.stream().filter(a -> a.status() != 200).toList();
    // The bucket refills by one each second, and the requests take less than three.
    assertThat(answers.size() - refused.size()).isBetween(5, 8);
    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(429);
              assertThat(answer.code()).isEqualTo("RATE_LIMITED");
              assertThat(answer.header("Retry-After")).containsExactly("1");
            });
    assertThat(SERVICES.received).hasSize(answers.size() - refused.size());
  }

  @Test
  void oneAppsHasteIsNotAnothersDelay() throws Exception {
    SERVICES.credentials.put(
        "app_SECOND/key_2", credential(true).replace("app_7K3M9Q2T5W8X", "app_SECOND"));
    change(Map.of("zhaoli.gateway.limits.app.per-second", 1, "zhaoli.gateway.limits.app.burst", 1));
    sendAtOnce(5);

    assertThat(request().header("X-Zhaoli-App-Id", "app_SECOND").signed().send(port).status())
        .isEqualTo(200);
  }

  @Test
  void anAddressAboveItsRateIsRefusedBeforeAnythingElse() {
    change(
        Map.of(
            "zhaoli.gateway.limits.address.per-second", 1,
            "zhaoli.gateway.limits.address.burst", 3));
    List<RawHttp.Response> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(request().without("X-Zhaoli-Sign").send(port));
    }

    assertThat(answers).filteredOn(a -> a.status() == 400).hasSizeBetween(3, 8);
    assertThat(answers)
        .filteredOn(a -> a.status() != 400)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.code()).isEqualTo("RATE_LIMITED");
              assertThat(answer.header("Retry-After")).containsExactly("1");
              assertThat(answer.header("X-Zhaoli-Request-Id")).hasSize(1);
            });
    assertThat(
            RawHttp.send(port, "POST /callback/alipay HTTP/1.1", List.of(), new byte[0]).status())
        .as("the channels' callbacks are not counted")
        .isEqualTo(200);
  }

  @Test
  void preflightsCountAgainstTheirAddress() {
    change(
        Map.of(
            "zhaoli.gateway.limits.address.per-second", 1,
            "zhaoli.gateway.limits.address.burst", 3));
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(
          RawHttp.send(
                  port,
                  "OPTIONS /openapi/v1/payments HTTP/1.1",
                  List.of("Origin: https://shop.example", "Access-Control-Request-Method: POST"),
                  new byte[0])
              .status());
    }
    assertThat(answers).contains(204, 429).containsOnly(204, 429);
  }

  @Test
  void aLimitThatIsNoneLeavesTheFormerInForce() {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 0, "zhaoli.gateway.limits.app.burst", 0));
    assertThat(request().signed().send(port).status()).isEqualTo(200);
  }

  private void change(Map<String, Object> properties) {
    environment.getPropertySources().addFirst(new MapPropertySource(CHANGED, properties));
    publish(properties.keySet());
  }

  private void publish(Set<String> keys) {
    events.publishEvent(new EnvironmentChangeEvent(keys));
  }

  private List<RawHttp.Response> sendAtOnce(int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<RawHttp.Response>> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(threads.submit(() -> request().signed().send(port)));
      }
      List<RawHttp.Response> answers = new ArrayList<>();
      for (Future<RawHttp.Response> answer : sent) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
