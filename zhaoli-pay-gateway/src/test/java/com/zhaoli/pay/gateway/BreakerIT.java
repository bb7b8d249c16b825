package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.Quickest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What a service that does not answer costs its callers, and nobody else. A second try has breakers
 * that remember nothing.
 */
@DirtiesContext
class BreakerIT extends GatewayItCase {

  /** What waits for a service that hangs waits for seconds more. */
  private static final Duration TIMELY = Duration.ofSeconds(3);

  private static final Services HUNG = new Services();
  private static final Services FAILING = new Services();

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry registry) {
    registry.add("zhaoli.gateway.breaker.pause", () -> "10s");
    registry.add("zhaoli.gateway.upstream.page-response-timeout", () -> "300ms");
    INSTEAD.put("zhaoli-pay-notify-consumer", HUNG.uri());
    INSTEAD.put("zhaoli-pay-pos-terminal-service", HUNG.uri());
    INSTEAD.put("zhaoli-pay-wechat-mp-service", FAILING.uri());
  }

  @AfterEach
  void answer() {
    HUNG.answersHang.countDown();
  }

  @AfterAll
  static void nobodyElseMeetsThem() {
    INSTEAD.clear();
  }

  @Test
  void aServiceThatHangsIsSparedWhileOthersKeepTheirPaceAndServedAgainByItself() throws Exception {
    HUNG.answersHang = new CountDownLatch(1);
    assertThat(sendAtOnce(20)).allMatch(status -> status == 503 || status == 504);

    assertTimely(
        () -> {
          RawHttp.Response refused = notifications().send(port);
          assertThat(refused.status()).isEqualTo(503);
          assertThat(refused.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
          assertThat(refused.header("Retry-After")).containsExactly("10");
        });
    for (int i = 0; i < 20; i++) {
      assertTimely(() -> assertThat(request().signed().send(port).status()).isEqualTo(200));
    }

    HUNG.answersHang.countDown();
    await().until(() -> notifications().send(port).status() == 200);
    await().until(() -> sendAtOnce(20).stream().allMatch(status -> status == 200));
  }

  @Test
  void aPageWaitsLessThanAMerchantsSystem() {
    HUNG.answersHang = new CountDownLatch(1);
    assertTimely(
        () -> {
          RawHttp.Response answer =
              RawHttp.send(
                  port,
                  "GET /ops/v1/terminals HTTP/1.1",
                  List.of("Authorization: Bearer " + Services.OPERATOR_TOKEN),
                  new byte[0]);
          assertThat(answer.status()).isEqualTo(504);
          assertThat(answer.code()).isEqualTo("UPSTREAM_TIMEOUT");
        });
  }

  @Test
  void aServiceThatTellsErrorsIsAskedOn() {
    FAILING.received.clear();
    FAILING.answer = new Services.Answer(503, Map.of(), "{\"code\":\"WECHAT_UNAVAILABLE\"}");
    for (int i = 0; i < 30; i++) {
      assertThat(RawHttp.send(port, "GET /wechat/portal HTTP/1.1", List.of(), new byte[0]).code())
          .isEqualTo("WECHAT_UNAVAILABLE");
    }
    assertThat(FAILING.received).hasSize(30);
  }

  private static SignedRequest notifications() {
    return request().method("GET").path("/openapi/v1/notifications").body(new byte[0]).signed();
  }

  private static void assertTimely(Quickest.Act<RuntimeException> call) {
    assertThat(Quickest.of(TIMELY, call)).as("less than the time-out of 6 s").isLessThan(TIMELY);
  }

  private List<Integer> sendAtOnce(int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Integer>> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(threads.submit(() -> notifications().send(port).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : sent) {
        statuses.add(status.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }
}
