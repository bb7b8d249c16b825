package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.notify.NotifyService.Answer;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** How much a merchant may have, whoever of its servers asks at the same time. */
class LimitsIT {
  private static final Outside OUTSIDE = new Outside();
  private static final String ENDPOINTS = "/openapi/v1/webhook-endpoints";
  private static final Map<String, String> HOOK = Map.of("url", "https://shop.example/hook");
  private static final int AT_ONCE = 20;
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_limits",
            "ZHAOLI_DISPATCH=async",
            // What is ordered stays open.
            "zhaoli.notify.replay-interval=1h");
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @RepeatedTest(3)
  void callsAtTheSameTimeMakeNoMoreThanTenEndpoints(RepetitionInfo time) throws Exception {
    String merchantNo = "mch_ten_" + time.getCurrentRepetition();

    List<Answer> answers =
        NotifyService.atOnce(AT_ONCE, () -> service().call("POST", ENDPOINTS, merchantNo, HOOK));

    assertThat(taken(answers, 201, "WEBHOOK_ENDPOINT_LIMIT_REACHED"))
        .as("beside the default one")
        .isEqualTo(9);
    assertThat(service().call("GET", ENDPOINTS, merchantNo, null).json().path("items"))
        .hasSize(10)
        .filteredOn(one -> one.path("isDefault").asBoolean())
        .hasSize(1);
  }

  @RepeatedTest(3)
  void callsAtTheSameTimeOrderNoMoreThanFiveReplays(RepetitionInfo time) throws Exception {
    String merchantNo = "mch_five_" + time.getCurrentRepetition();
    List<String> endpointNos = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      endpointNos.add(
          service()
              .call("POST", ENDPOINTS, merchantNo, HOOK)
              .json()
              .path("endpointNo")
              .asString(""));
    }
    Map<String, String> lately = Map.of("since", Instant.now().minusSeconds(60).toString());

    List<Answer> answers =
        NotifyService.atOnce(
            AT_ONCE,
            () ->
                service()
                    .call(
                        "POST",
                        ENDPOINTS
                            + "/"
                            + endpointNos.get((int) (Thread.currentThread().getId() % 2))
                            + "/replays",
                        merchantNo,
                        lately));

    assertThat(taken(answers, 202, "REPLAY_LIMIT_REACHED")).isEqualTo(5);
    assertThat(
            service()
                .jdbc()
                .queryForObject(
                    "SELECT COUNT(*) FROM replay WHERE merchant_no = ? AND status = 'RUNNING'",
                    Integer.class,
                    merchantNo))
        .isEqualTo(5);
  }

  @Test
  void whoAddsWaitsForNobodyWhoWritesToAnotherEndpointOfTheMerchant() {
    service().bean(WebhookEndpoints.class).ensureDefault("mch_written");
    String other =
        service()
            .call("POST", ENDPOINTS, "mch_written", HOOK)
            .json()
            .path("endpointNo")
            .asString("");

    // Who pauses endpoints that fail for long holds many at once: to wait here would be a circle.
    Answer added =
        service()
            .bean(TransactionTemplate.class)
            .execute(
                status -> {
                  service()
                      .jdbc()
                      .update(
                          "UPDATE webhook_endpoint SET failures = 1 WHERE endpoint_no = ?", other);
                  return service().call("POST", ENDPOINTS, "mch_written", HOOK);
                });

    assertThat(added.status()).isEqualTo(201);
  }

  /** How many were taken; all others were refused for this reason. */
  private static long taken(List<Answer> answers, int taken, String refused) {
    assertThat(answers)
        .filteredOn(answer -> answer.status() != taken)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(409);
              assertThat(answer.json().path("code").asString("")).isEqualTo(refused);
            });
    return answers.stream().filter(answer -> answer.status() == taken).count();
  }

  private static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
