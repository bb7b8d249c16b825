package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
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
import org.springframework.data.redis.core.StringRedisTemplate;

/** The limits, as they are and as they change while the gateway runs. */
class RateLimitIT extends GatewayItCase {

  private static final String CHANGED = "changed in the configuration centre";

  @Autowired ConfigurableEnvironment environment;
  @Autowired StringRedisTemplate redis;
  @Autowired ApplicationEventPublisher events;

  @AfterEach
  void formerLimits() {
    environment.getPropertySources().remove(CHANGED);
    publish(Set.of("zhaoli.gateway.limits.app.burst"));
  }

  @Test
  void anAppAboveItsRateIsToldWhenToComeBack() throws Exception {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 1, "zhaoli.gateway.limits.app.burst", 5));

    Instant begun = Instant.now();
    List<RawHttp.Response> answers = sendAtOnce(30);

    List<RawHttp.Response> refused = answers.stream().filter(a -> a.status() != 200).toList();
    assertThat(answers.size() - refused.size()).isBetween(5, 5 + broughtSince(begun));
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
  void aClockOfRedisThatWasSetBackKeepsAnAppOutForNoLongerThanItsBucketTakes() {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 1, "zhaoli.gateway.limits.app.burst", 2));
    long inAnHour = Instant.now().plus(Duration.ofHours(1)).toEpochMilli() * 1000;
    redis.opsForValue().set("zhaoli:pace:{app_7K3M9Q2T5W8X}", inAnHour + ".000");

    RawHttp.Response refused = request().signed().send(port);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).containsExactly("1");
    await().until(() -> request().signed().send(port).status() == 200);
  }

  @Test
  void anAppThatWasQuietHasItsWholeBucketAndNoMore() throws Exception {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 1, "zhaoli.gateway.limits.app.burst", 3));
    assertThatThreeOfTenAreTakenAtOnce();
    await().until(() -> Boolean.FALSE.equals(redis.hasKey("zhaoli:pace:{app_7K3M9Q2T5W8X}")));
    assertThatThreeOfTenAreTakenAtOnce();
  }

  private void assertThatThreeOfTenAreTakenAtOnce() throws Exception {
    Instant begun = Instant.now();
    assertThat(sendAtOnce(10))
        .filteredOn(a -> a.status() == 200)
        .hasSizeBetween(3, 3 + broughtSince(begun));
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
    Instant begun = Instant.now();
    for (int i = 0; i < 40; i++) {
      answers.add(request().without("X-Zhaoli-Sign").send(port));
    }

    assertThat(answers)
        .filteredOn(a -> a.status() == 400)
        .hasSizeBetween(3, 3 + broughtSince(begun));
    assertThat(answers)
        .filteredOn(a -> a.status() != 400)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.code()).isEqualTo("RATE_LIMITED");
              assertThat(answer.header("Retry-After")).containsExactly("1");
              assertThat(answer.header("X-Zhaoli-Request-Id")).hasSize(1);
            });
    assertThat(post("/callback/alipay").status())
        .as("the channels' callbacks have a limit of their own")
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
  void aRefusedRequestKeepsItsNonceAndAReplayIsToldFirst() {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 1, "zhaoli.gateway.limits.app.burst", 1));
    SignedRequest admitted = request().signed();
    assertThat(admitted.send(port).status()).isEqualTo(200);
    // As soon as one comes within the second that it takes to earn another.
    SignedRequest refused =
        await()
            .pollInterval(Duration.ofMillis(1))
            .until(() -> request().signed(), next -> next.send(port).code().equals("RATE_LIMITED"));

    assertThat(admitted.send(port).code()).isEqualTo("NONCE_REPLAYED");
    await()
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(refused.send(port).status()).isEqualTo(200));
    assertThat(refused.send(port).code()).isEqualTo("NONCE_REPLAYED");
  }

  @Test
  void callbacksHaveTheirOwnLimitAlsoWhereThereIsNoRoute() {
    change(
        Map.of(
            "zhaoli.gateway.limits.callback.per-second", 1,
            "zhaoli.gateway.limits.callback.burst", 3));

    List<RawHttp.Response> answers = new ArrayList<>();
    Instant begun = Instant.now();
    for (int i = 0; i < 10; i++) {
      answers.add(post("/callback/alipay"));
      answers.add(post("/callback/alipay/a/b"));
      answers.add(post("/wechat/portal"));
    }

    assertThat(answers)
        .filteredOn(a -> a.status() != 429)
        .hasSizeBetween(3, 3 + broughtSince(begun));
    assertThat(answers)
        .filteredOn(a -> a.status() == 429)
        .allSatisfy(a -> assertThat(a.code()).isEqualTo("RATE_LIMITED"));
    assertThat(post("/cashier/x").status()).isEqualTo(200);
  }

  @Test
  void aCallbackIsSmall() {
    for (String path : List.of("/callback/alipay", "/wechat/portal", "/wechat/portal/wx1")) {
      assertThat(post(path, new byte[64 * 1024]).status()).isEqualTo(200);
      assertThat(post(path, new byte[64 * 1024 + 1]).code()).isEqualTo("BODY_TOO_LARGE");
    }
    assertThat(post("/onboarding/x", new byte[64 * 1024 + 1]).status()).isEqualTo(200);
  }

  @Test
  void oneAddressBeginsFewOnboardingsHoweverItSpellsThePath() {
    change(
        Map.of(
            "zhaoli.gateway.limits.onboarding.per-minute", 1,
            "zhaoli.gateway.limits.onboarding.burst", 3));

    List<RawHttp.Response> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(post("/onboarding/v1/sessions"));
      answers.add(post("/onboarding/v1/%73essions"));
      answers.add(post("/onboarding/v1/sessions;x=1"));
    }

    assertThat(answers).filteredOn(a -> a.status() == 200).hasSizeBetween(3, 4);
    assertThat(answers)
        .last()
        .satisfies(
            answer -> {
              assertThat(answer.code()).isEqualTo("RATE_LIMITED");
              assertThat(Integer.parseInt(answer.header("Retry-After").get(0))).isBetween(30, 60);
            });
    assertThat(post("/onboarding/v1/sessions/q_1/application").status()).isEqualTo(200);
    assertThat(
            RawHttp.send(port, "GET /onboarding/v1/sessions HTTP/1.1", List.of(), new byte[0])
                .status())
        .isEqualTo(200);
  }

  @Test
  void allAddressesTogetherBeginNoMoreOnboardingsThanTheTotal() {
    change(
        Map.of(
            "zhaoli.gateway.limits.onboarding-total.per-second", 1,
            "zhaoli.gateway.limits.onboarding-total.burst", 2));
    List<RawHttp.Response> answers = new ArrayList<>();
    Instant begun = Instant.now();
    for (int i = 0; i < 40; i++) {
      answers.add(post("/onboarding/v1/sessions"));
    }
    assertThat(answers)
        .filteredOn(a -> a.status() == 200)
        .hasSizeBetween(2, 2 + broughtSince(begun));
    assertThat(answers).filteredOn(a -> a.status() != 200).isNotEmpty();
  }

  @Test
  void oneAddressTriesFewLogins() {
    change(
        Map.of(
            "zhaoli.gateway.limits.login.per-minute", 1, "zhaoli.gateway.limits.login.burst", 3));
    List<RawHttp.Response> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(post("/ops/v1/sessions"));
    }
    assertThat(answers).filteredOn(a -> a.status() == 200).hasSizeBetween(3, 4);
    assertThat(answers).last().satisfies(a -> assertThat(a.code()).isEqualTo("RATE_LIMITED"));
  }

  @Test
  void aLimitThatIsNoneLeavesTheFormerInForce() {
    change(Map.of("zhaoli.gateway.limits.app.per-second", 0, "zhaoli.gateway.limits.app.burst", 0));
    assertThat(request().signed().send(port).status()).isEqualTo(200);
  }

  /** What a bucket gets, one each second. */
  private static int broughtSince(Instant begun) {
    return Math.toIntExact(Duration.between(begun, Instant.now()).toSeconds()) + 1;
  }

  private RawHttp.Response post(String path) {
    return post(path, new byte[0]);
  }

  private RawHttp.Response post(String path, byte[] body) {
    return RawHttp.send(
        port, "POST " + path + " HTTP/1.1", List.of("Content-Length: " + body.length), body);
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
