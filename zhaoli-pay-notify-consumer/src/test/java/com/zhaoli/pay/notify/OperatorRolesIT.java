package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.NotifyService.Answer;
import com.zhaoli.pay.notify.Outside.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Administrators act on notifications, auditors look, and nobody else does either. */
class OperatorRolesIT {
  private static final Outside OUTSIDE = new Outside();
  private static final String MERCHANT = "mch_roles";
  private static final String LETTERS = "/ops/v1/notifications/dead-letters";
  private static final String REPLAYS = "/ops/v1/notifications/replays";
  private static @Nullable NotifyService running;
  private static String endpointNo = "";
  private static String letter = "";
  private static String notification = "";

  /** What changes something, with what it needs. */
  private enum Act {
    REPLAY_A_DEAD_LETTER,
    DISCARD_A_DEAD_LETTER,
    ORDER_A_REPLAY,
    CANCEL_A_REPLAY;

    Answer by(Map<String, String> operator) {
      return switch (this) {
        case REPLAY_A_DEAD_LETTER ->
            call("POST", LETTERS + "/" + letter + "/replay", operator, null);
        case DISCARD_A_DEAD_LETTER ->
            call("POST", LETTERS + "/" + letter + "/discard", operator, Map.of("note", "over"));
        case ORDER_A_REPLAY -> order(operator);
        case CANCEL_A_REPLAY ->
            call(
                "POST",
                REPLAYS + "/" + runningReplay() + "/cancel?merchantNo=" + MERCHANT,
                operator,
                null);
      };
    }
  }

  /** One dead letter, and a replay that nobody works on. */
  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_roles",
            "ZHAOLI_DISPATCH=async",
            "zhaoli.notify.retry-limit=1",
            "zhaoli.notify.long-tail=7d",
            "zhaoli.notify.replay-interval=1h");
    OUTSIDE.shopAnswers("roles", n -> Reply.of(500));
    endpointNo =
        service()
            .call(
                "POST",
                "/openapi/v1/webhook-endpoints",
                MERCHANT,
                Map.of("url", OUTSIDE.shop("roles")))
            .json()
            .path("endpointNo")
            .asString("");
    PaymentEvent event = Events.succeeded(MERCHANT, null);
    service().call("POST", "/internal/v1/events", null, Events.frame(event));
    await().until(() -> letters().size() == 1);
    await()
        .until(
            () ->
                service()
                    .jdbc()
                    .queryForList(
                        "SELECT 1 FROM notification WHERE status NOT IN ('LONG_TAIL', 'SKIPPED')",
                        Integer.class)
                    .isEmpty());
    letter = letters().get(0).path("deadLetterNo").asString("");
    notification =
        service()
            .jdbc()
            .queryForList(
                "SELECT notification_no FROM notification WHERE event_id = ? AND target = ?",
                String.class,
                event.eventId(),
                endpointNo)
            .get(0);
    assertThat(order(as("ADMIN")).status()).isEqualTo(202);
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void whoIsNoAdministratorChangesNothing(Act act) {
    List<Map<String, Object>> before = all();

    for (Map<String, String> operator : List.of(as("AUDITOR"), as(""), nameless())) {
      Answer refused = act.by(operator);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().path("code").asString("")).isEqualTo("OPERATOR_FORBIDDEN");
    }
    Answer stranger = act.by(Map.of());
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.json().path("code").asString("")).isEqualTo("OPERATOR_UNAUTHENTICATED");

    assertThat(all()).isEqualTo(before);
    assertThat(OUTSIDE.hooksOf("roles")).as("nobody was called once more").hasSize(1);
  }

  @Test
  void auditorsSeeWhatAdministratorsSee() {
    for (String path :
        List.of(
            LETTERS + "?merchantNo=" + MERCHANT,
            LETTERS + "/" + letter,
            REPLAYS + "?merchantNo=" + MERCHANT + "&endpointNo=" + endpointNo,
            "/ops/v1/notifications?merchantNo=" + MERCHANT,
            "/ops/v1/notifications/" + notification)) {
      Answer seen = call("GET", path, as("AUDITOR"), null);
      assertThat(seen.status()).as(path).isEqualTo(200);
      assertThat(seen.json()).isEqualTo(call("GET", path, as("ADMIN"), null).json());
      assertThat(call("GET", path, as("CASHIER"), null).status()).as(path).isEqualTo(403);
      assertThat(call("GET", path, Map.of(), null).status()).as(path).isEqualTo(401);
    }
  }

  private static Map<String, String> as(String roles) {
    return Map.of(ZhaoliHeaders.OPERATOR, "opr_1", ZhaoliHeaders.OPERATOR_ROLES, roles);
  }

  private static Map<String, String> nameless() {
    return Map.of(ZhaoliHeaders.OPERATOR, "opr_1");
  }

  private static Answer order(Map<String, String> operator) {
    return call(
        "POST",
        REPLAYS,
        operator,
        Map.of(
            "merchantNo",
            MERCHANT,
            "endpointNo",
            endpointNo,
            "since",
            Instant.now().minus(Duration.ofHours(1)).toString()));
  }

  private static String runningReplay() {
    return call(
            "GET",
            REPLAYS + "?merchantNo=" + MERCHANT + "&endpointNo=" + endpointNo,
            as("ADMIN"),
            null)
        .json()
        .path("items")
        .get(0)
        .path("replayNo")
        .asString("");
  }

  /** What an operator's call might change. */
  private static List<Map<String, Object>> all() {
    return service()
        .jdbc()
        .queryForList("CHECKSUM TABLE dead_letter, replay, notification, delivery_lane EXTENDED");
  }

  private static JsonNode letters() {
    return call("GET", LETTERS + "?merchantNo=" + MERCHANT, as("ADMIN"), null).json().path("items");
  }

  private static Answer call(
      String method, String path, Map<String, String> operator, @Nullable Object body) {
    return service().callWith(method, path, operator, body);
  }

  private static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
