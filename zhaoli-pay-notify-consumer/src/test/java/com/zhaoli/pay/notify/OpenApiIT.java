package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.NotifyService.Answer;
import com.zhaoli.pay.notify.log.internal.NotificationMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What merchants, operators and the other services call. */
class OpenApiIT {
  private static final Outside OUTSIDE = new Outside();
  private static final int LIMIT = 3;
  private static final int AT_ONCE = 16;
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_api",
            "ZHAOLI_DISPATCH=async",
            "zhaoli.notify.endpoints-per-merchant=" + LIMIT);
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @Test
  void theDefaultEndpointIsMadeOnceAlsoByCallsAtTheSameTime() {
    Set<String> answers =
        Set.copyOf(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                    i ->
                        service()
                            .call(
                                "PUT",
                                "/internal/v1/merchants/mch_default/default-webhook-endpoint",
                                null,
                                null)
                            .json()
                            .toString())
                .toList());

    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next())
        .matches("\\{\"endpointNo\":\"whe_[0-9A-Z]{26}\",\"secret\":\"whsec_[A-Za-z0-9+/]{43}=\"}");
    assertThat(
            service()
                .jdbc()
                .queryForObject(
                    "SELECT secret FROM webhook_endpoint WHERE merchant_no = 'mch_default'",
                    String.class))
        .startsWith("k1:")
        .doesNotContain("whsec");
  }

  @Test
  void aMerchantManagesItsOwnEndpointsAndNobodyElses() {
    Answer made =
        service()
            .call(
                "POST",
                "/openapi/v1/webhook-endpoints",
                "mch_own",
                Map.of("url", "https://shop.example/hook"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("secret").asString("")).startsWith("whsec_");
    String endpointNo = made.json().path("endpointNo").asString("");

    JsonNode listed =
        service().call("GET", "/openapi/v1/webhook-endpoints", "mch_own", null).json();
    assertThat(listed.path("items"))
        .as("the default one and this")
        .extracting(one -> one.path("isDefault").asBoolean())
        .containsExactlyInAnyOrder(true, false);
    assertThat(listed.toString()).doesNotContain("whsec_");
    assertThat(
            service()
                .call("GET", "/openapi/v1/webhook-endpoints", "mch_other", null)
                .json()
                .path("items"))
        .isEmpty();

    Map<String, String> changed = Map.of("url", "https://shop.example/hook2");
    String path = "/openapi/v1/webhook-endpoints/" + endpointNo;
    Answer foreign = service().call("PATCH", path, "mch_other", changed);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.json().path("code").asString("")).isEqualTo("WEBHOOK_ENDPOINT_NOT_FOUND");
    assertThat(service().call("PATCH", path, "mch_own", changed).json().path("url").asString(""))
        .isEqualTo("https://shop.example/hook2");

    assertThat(service().call("PATCH", path, "mch_own", Map.of()).status()).isEqualTo(400);
    Answer forbidden =
        service()
            .call(
                "POST",
                "/openapi/v1/webhook-endpoints",
                "mch_own",
                Map.of("url", "ftp://shop.example/"));
    assertThat(forbidden.status()).isEqualTo(422);
    assertThat(forbidden.json().path("code").asString("")).isEqualTo("WEBHOOK_URL_FORBIDDEN");
    assertThat(service().call("POST", "/openapi/v1/webhook-endpoints", "mch_own", changed).status())
        .isEqualTo(201);
    Answer tooMany = service().call("POST", "/openapi/v1/webhook-endpoints", "mch_own", changed);
    assertThat(tooMany.status()).isEqualTo(409);
    assertThat(tooMany.json().path("code").asString(""))
        .isEqualTo("WEBHOOK_ENDPOINT_LIMIT_REACHED");
    assertThat(tooMany.json().at("/details/limit").asString("")).isEqualTo("" + LIMIT);
  }

  @Test
  void anAddressWithAPortThatDoesNotExistIsRefusedAtOnce() {
    Map<String, String> fine = Map.of("url", "https://shop.example/hook");
    String endpointNo =
        service()
            .call("POST", "/openapi/v1/webhook-endpoints", "mch_port", fine)
            .json()
            .path("endpointNo")
            .asString("");
    String path = "/openapi/v1/webhook-endpoints/" + endpointNo;
    Map<String, String> wrong = Map.of("url", "https://shop.example:99999/hook");

    for (Answer refused :
        List.of(
            service().call("POST", "/openapi/v1/webhook-endpoints", "mch_port", wrong),
            service().call("PATCH", path, "mch_port", wrong))) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.json().path("code").asString("")).isEqualTo("WEBHOOK_URL_FORBIDDEN");
      assertThat(refused.json().path("details").toString()).contains("port of 1 to 65535");
    }
    JsonNode listed =
        service().call("GET", "/openapi/v1/webhook-endpoints", "mch_port", null).json();
    assertThat(listed.path("items"))
        .filteredOn(one -> !one.path("isDefault").asBoolean())
        .extracting(one -> one.path("url").asString(""))
        .containsExactly("https://shop.example/hook");
  }

  @Test
  void ofManyMadeAtTheSameTimeAreNoMoreThanAMerchantMayHave() throws Exception {
    service().call("PUT", "/internal/v1/merchants/mch_many/default-webhook-endpoint", null, null);
    Map<String, String> hook = Map.of("url", "https://shop.example/hook");

    List<Integer> statuses =
        NotifyService.atOnce(
            AT_ONCE,
            () ->
                service().call("POST", "/openapi/v1/webhook-endpoints", "mch_many", hook).status());

    assertThat(statuses).containsOnly(201, 409);
    assertThat(statuses)
        .as("beside the default one")
        .filteredOn(status -> status == 201)
        .hasSize(LIMIT - 1);
  }

  @Test
  void aNumberThatIsNoneIsRefusedWhereverAnEndpointIsNamed() {
    String path = "/openapi/v1/webhook-endpoints/%F0%9F%98%80";
    Map<String, String> paused = Map.of("status", "PAUSED");
    List<Answer> answers =
        List.of(
            service().call("GET", path, "mch_none", null),
            service().call("PATCH", path, "mch_none", paused),
            service().call("DELETE", path, "mch_none", null),
            service().call("POST", path + "/rotate-secret", "mch_none", null),
            service().call("POST", path + "/test", "mch_none", null));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.json().path("code").asString("")).isEqualTo("REQUEST_INVALID");
            });
  }

  @Test
  void aDescriptionHasOnlyWhatCanBeSeen() {
    for (String unseen :
        List.of("a\u0000b", "a\nb", "a\u202eb", "a\u0085b", "a\u2028b", "a\ud83d")) {
      Answer refused =
          service()
              .call(
                  "POST",
                  "/openapi/v1/webhook-endpoints",
                  "mch_described",
                  Map.of("url", "https://shop.example/hook", "description", unseen));
      assertThat(refused.status()).as(unseen).isEqualTo(400);
    }
    Answer made =
        service()
            .call(
                "POST",
                "/openapi/v1/webhook-endpoints",
                "mch_described",
                Map.of("url", "https://shop.example/hook", "description", "一号店 \ud83d\ude00"));
    assertThat(made.json().path("description").asString("")).isEqualTo("一号店 \ud83d\ude00");
  }

  @Test
  void eachEndpointIsToldOfAPaymentWithoutANotifyUrl() {
    for (String shop : List.of("one", "two")) {
      service()
          .call(
              "POST",
              "/openapi/v1/webhook-endpoints",
              "mch_several",
              Map.of("url", OUTSIDE.shop(shop)));
    }
    PaymentEvent event = Events.succeeded("mch_several", null);

    service().call("POST", "/internal/v1/events", null, Events.frame(event));

    await().until(() -> deliveriesOf("mch_several", event).size() == 3);
    await()
        .untilAsserted(
            () -> {
              List<String> kinds = new ArrayList<>();
              deliveriesOf("mch_several", event)
                  .forEach(
                      row ->
                          kinds.add(
                              row.path("target").asString("")
                                  + " "
                                  + row.path("status").asString("")));
              assertThat(kinds)
                  .containsExactlyInAnyOrder(
                      "TEMPLATE_MESSAGE SKIPPED", "WEBHOOK DELIVERED", "WEBHOOK DELIVERED");
            });
    assertThat(OUTSIDE.hooksOf("one")).hasSize(1);
    assertThat(OUTSIDE.hooksOf("two")).hasSize(1);
    assertThat(deliveriesOf("mch_stranger", event)).isEmpty();
    Answer nonsense =
        service().call("GET", "/openapi/v1/notifications?paymentNo=%27--", "mch_several", null);
    assertThat(nonsense.status()).isEqualTo(400);
  }

  @Test
  void aPaymentsNotificationsAreListedLikeAllOthersNewestFirst() {
    List<String> numbers = new ArrayList<>();
    for (int seq = 0; seq < 5; seq++) {
      numbers.add(0, stored("mch_listed", "pay_listed", "whe_listed", seq));
    }
    String another = stored("mch_listed", "pay_listed", "whe_other", 0);
    stored("mch_listed", "pay_unlisted", "whe_listed", 0);
    stored("mch_unlisted", "pay_listed", "whe_unlisted", 0);
    List<String> all = new ArrayList<>(numbers);
    all.add(0, another);
    service()
        .jdbc()
        .update("UPDATE notification SET status = 'DEAD' WHERE notification_no = ?", all.get(3));

    assertThat(listed("paymentNo=pay_listed")).containsExactlyElementsOf(all);
    assertThat(listed("paymentNo=pay_listed&limit=2")).containsExactlyElementsOf(all);
    assertThat(listed("paymentNo=pay_listed&targetNo=whe_listed"))
        .containsExactlyElementsOf(numbers);
    assertThat(listed("paymentNo=pay_listed&status=DEAD")).containsExactly(all.get(3));
    assertThat(listed("paymentNo=pay_listed&after=" + all.get(3)))
        .containsExactly(all.get(4), all.get(5));
    assertThat(listed("paymentNo=pay_elsewhere")).isEmpty();
  }

  @Test
  void aPaymentsNotificationsAreFoundWithoutReadingTheMerchantsOthers() {
    for (int i = 0; i < 3; i++) {
      stored("mch_large", "pay_large", "whe_large", i);
    }
    for (int i = 0; i < 1_000; i++) {
      stored("mch_large", "pay_large_" + i, "whe_large", 0);
    }
    String list =
        service()
            .bean(SqlSessionFactory.class)
            .getConfiguration()
            .getMappedStatement(NotificationMapper.class.getName() + ".heads")
            .getBoundSql(
                Map.of("merchantNo", "mch_large", "paymentNo", "pay_large", "limit", 2_000))
            .getSql();

    List<Map<String, Object>> plan =
        service().jdbc().queryForList("EXPLAIN " + list.strip(), "mch_large", "pay_large", 2_000);

    assertThat(plan).hasSize(1);
    assertThat(plan.get(0)).containsEntry("key", "uk_notification_claim");
    assertThat(Long.parseLong(String.valueOf(plan.get(0).get("rows")))).isLessThan(20);
  }

  @Test
  void operatorsPageThroughDeadLettersNewestFirst() {
    for (int i = 0; i < 5; i++) {
      byte[] frame = Events.frame(Events.succeeded("mch_dead", null));
      frame[EventBatchCodec.FRAME_HEADER_BYTES + EventBatchCodec.MEMBER_HEADER_BYTES] ^= 1;
      service().call("POST", "/internal/v1/events", null, frame);
    }
    List<String> numbers = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          service()
              .operate("GET", "/ops/v1/notifications/dead-letters?limit=3" + after, "ada", null)
              .json();
      page.path("items").forEach(row -> numbers.add(row.path("deadLetterNo").asString("")));
      after = page.has("next") ? "&after=" + page.path("next").asString("") : "";
    } while (!after.isEmpty());

    assertThat(numbers).hasSize(10).doesNotHaveDuplicates();
    assertThat(numbers).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(
            service()
                .operate("GET", "/ops/v1/notifications/dead-letters?limit=0", "ada", null)
                .status())
        .isEqualTo(400);
  }

  @Test
  void withoutTheInternalCredentialOnlyHealthAndMetricsAnswer() throws Exception {
    HttpClient stranger = HttpClient.newHttpClient();
    assertThat(status(stranger, "/openapi/v1/webhook-endpoints")).isEqualTo(401);
    assertThat(status(stranger, "/ops/v1/notifications/dead-letters")).isEqualTo(401);
    assertThat(status(stranger, "/actuator/health")).isEqualTo(200);
    assertThat(status(stranger, "/actuator/health/readiness")).isEqualTo(200);
    HttpResponse<String> metrics =
        stranger.send(
            HttpRequest.newBuilder(URI.create(service().uri() + "/actuator/prometheus")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(metrics.body())
        .contains("zhaoli_notify_dead_letters_total", "zhaoli_notify_duplicates_total");
  }

  private static int status(HttpClient client, String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(service().uri() + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** A delivered webhook in the log; its number. */
  private static String stored(
      String merchantNo, String paymentNo, String endpointNo, int deliverySeq) {
    String number = Ids.withPrefix("ntf_");
    service()
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, created_at, updated_at)
            VALUES (?, ?, 'evt_stored', ?, ?, 'WEBHOOK', ?, 'payment.succeeded', 'DELIVERED', 1,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            number,
            paymentNo,
            endpointNo,
            deliverySeq,
            merchantNo);
    return number;
  }

  /** The numbers on all pages of a list of {@code mch_listed}, which operators see as well. */
  private static List<String> listed(String query) {
    List<String> numbers = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          service()
              .call("GET", "/openapi/v1/notifications?" + query + next, "mch_listed", null)
              .json();
      assertThat(
              service()
                  .operate(
                      "GET",
                      "/ops/v1/notifications?merchantNo=mch_listed&" + query + next,
                      "ada",
                      null)
                  .json())
          .isEqualTo(page);
      page.path("items").forEach(row -> numbers.add(row.path("notificationNo").asString("")));
      next = page.has("next") ? "&after=" + page.path("next").asString("") : "";
    } while (!next.isEmpty());
    return numbers;
  }

  private static JsonNode deliveriesOf(String merchantNo, PaymentEvent event) {
    return service()
        .call("GET", "/openapi/v1/notifications?paymentNo=" + event.paymentNo(), merchantNo, null)
        .json()
        .path("items");
  }

  private static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
