package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MessageBatchIT extends RunningService {
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final Map<String, String> FIELDS =
      Map.of(
          "amount", "¥88.00",
          "outTradeNo", "ORDER-1",
          "channel", "微信支付",
          "paidAt", "2026-11-23 19:20:21",
          "status", "支付成功");

  private final String business = UUID.randomUUID().toString().substring(0, 18);

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    WECHAT.nextErrcodes.clear();
    WECHAT.nextFaults.clear();
    WECHAT.sendMillis.set(0);
    WECHAT.gathered.set(0);
    jdbc.update("DELETE FROM template_stop");
    // Known for a second on each instance.
    await().until(() -> !get("/ops/v1/wechat/messages/usage").json().has("stoppedUntil"));
  }

  @Test
  void aBatchIsSentOnceHoweverOftenItIsAskedFor() throws Exception {
    List<String> openids = openids(40);
    Callable<List<String>> same = () -> statuses(batch(openids));

    List<List<String>> answers = atOnce(4, same);
    List<String> later = same.call();

    assertThat(later).hasSize(40).containsOnly("SENT");
    assertThat(answers).allSatisfy(one -> assertThat(one).isSubsetOf("SENT", "KEPT"));
    assertThat(openids).allSatisfy(openid -> assertThat(WECHAT.sentTo(openid)).hasSize(1));
    assertThat(countOf("business_id = '" + business + "'")).isEqualTo(40);
  }

  @Test
  void aMessageThatIsNamedTwiceInABatchIsOne() {
    String openid = openid();

    Answer answer = batch(List.of(openid, openid));

    assertThat(statuses(answer)).containsExactly("SENT", "SENT");
    JsonNode results = answer.json().path("results");
    assertThat(results.get(0).path("messageNo")).isEqualTo(results.get(1).path("messageNo"));
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void whatABatchHasNoTimeForIsSentAfterItSoManyAtOnce() {
    WECHAT.sendMillis.set(250);
    WECHAT.gathered.set(12);
    WECHAT.mostAtOnce.set(0);
    List<String> openids = openids(500);

    Answer answer = batch(openids);

    assertThat(statuses(answer)).hasSize(500).contains("SENT", "KEPT");
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> countOf("business_id = '" + business + "' AND status = 'SENT'") == 500);
    assertThat(WECHAT.mostAtOnce.get()).isBetween(12, 24);
    assertThat(openids).allSatisfy(openid -> assertThat(WECHAT.sentTo(openid)).hasSize(1));
  }

  @Test
  void eachMessageHasItsOwnResult() {
    List<String> openids = openids(3);
    WECHAT.nextErrcodes.addAll(List.of(43004, 43004, 43004));

    Answer answer = batch(openids);

    assertThat(statuses(answer)).containsOnly("FAILED");
    assertThat(answer.json().path("results").get(0).path("errorCode").asInt()).isEqualTo(43004);
    assertThat(statuses(batch(openids))).containsOnly("FAILED");
    assertThat(openids).allSatisfy(openid -> assertThat(WECHAT.sentTo(openid)).isEmpty());
  }

  @Test
  void whatADeadInstanceHadStoredIsSentByTheSweep() {
    String openid = openid();
    WECHAT.nextErrcodes.add(-1);
    batch(List.of(openid));
    jdbc.update(
        "UPDATE template_message SET status = 'PENDING', attempts = 0 WHERE openid = ?", openid);

    due(openid);

    await().until(() -> WECHAT.sentTo(openid).size() == 1);
    await().until(() -> "SENT".equals(messageTo(openid).get("status")));
  }

  @Test
  void anUnknownMessageIsRepeatedUnderItsClientMsgIdAndFound() {
    String openid = openid();
    WECHAT.nextFaults.add(WechatApi.Fault.LOST_ANSWER);
    assertThat(statuses(batch(List.of(openid)))).containsExactly("KEPT");
    assertThat(messageTo(openid).get("status")).isEqualTo("UNKNOWN");

    due(openid);

    await().until(() -> "SENT".equals(messageTo(openid).get("status")));
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void anUnknownMessageIsLeftUnknownOnceItsClientMsgIdGuardsNoLonger() {
    String openid = openid();
    WECHAT.nextFaults.add(WechatApi.Fault.LOST_ANSWER);
    batch(List.of(openid));
    int before = WECHAT.attempts.get();
    jdbc.update(
        "UPDATE template_message SET first_sent_at = first_sent_at - INTERVAL 10 MINUTE"
            + " WHERE openid = ?",
        openid);

    due(openid);

    await().until(() -> messageTo(openid).get("next_attempt_at") == null);
    JsonNode message = shown(openid);
    assertThat(message.path("status").asString("")).isEqualTo("UNKNOWN");
    assertThat(message.path("resendable").asBoolean()).isTrue();
    assertThat(events(message)).containsExactly("UNKNOWN", "GIVEN_UP");
    assertThat(WECHAT.attempts.get()).isEqualTo(before);
    assertThat(statuses(batch(List.of(openid)))).containsExactly("FAILED");
  }

  @Test
  void anAttemptThatDiedWithItsInstanceIsTakenUpWhenItsLeaseEnds() {
    String openid = openid();
    WECHAT.nextErrcodes.add(-1);
    batch(List.of(openid));
    jdbc.update(
        "UPDATE template_message SET status = 'SENDING', first_sent_at = UTC_TIMESTAMP(3),"
            + " lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE openid = ?",
        openid);

    due(openid);

    await().until(() -> "SENT".equals(messageTo(openid).get("status")));
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void aUsedUpQuotaStopsTheAccountUntilWechatCountsAnewAndWhatWasKeptGoesOn() {
    String first = openid();
    String second = openid();
    WECHAT.nextErrcodes.add(45009);

    assertThat(statuses(batch(List.of(first)))).containsExactly("KEPT");
    int before = WECHAT.attempts.get();
    assertThat(statuses(batch(List.of(second)))).containsExactly("KEPT");
    assertThat(
            post(
                    "/internal/v1/template-messages",
                    Map.of(
                        "businessId", business,
                        "scene", "PAYMENT_RESULT",
                        "openid", second,
                        "fields", FIELDS))
                .json()
                .path("retryable")
                .asBoolean())
        .isTrue();

    // Five past midnight: WeChat's clock may be behind ours.
    Instant anew =
        ZonedDateTime.now(BEIJING)
            .minusMinutes(5)
            .toLocalDate()
            .plusDays(1)
            .atTime(0, 5)
            .atZone(BEIJING)
            .toInstant();
    JsonNode usage = get("/ops/v1/wechat/messages/usage").json();
    assertThat(Instant.parse(usage.path("stoppedUntil").asString(""))).isEqualTo(anew);
    for (String openid : List.of(first, second)) {
      assertThat(Instant.parse(shown(openid).path("nextAttemptAt").asString(""))).isEqualTo(anew);
    }
    assertThat(WECHAT.attempts.get()).isEqualTo(before);

    jdbc.update("UPDATE template_stop SET stopped_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
    // Known for a second on each instance.
    await().until(() -> !get("/ops/v1/wechat/messages/usage").json().has("stoppedUntil"));
    due(first);
    due(second);
    await().until(() -> WECHAT.sentTo(first).size() == 1 && WECHAT.sentTo(second).size() == 1);
  }

  @Test
  void theDaysUseIsCountedByTemplate() {
    JsonNode before = usageOfPayments();
    batch(openids(5));
    WECHAT.nextErrcodes.addAll(List.of(43004, 40037));
    batch(openids(2));

    await()
        .until(
            () ->
                grown(before, "accepted") >= 5
                    && grown(before, "refused") >= 1
                    && grown(before, "misconfigured") >= 1);
  }

  @Test
  void aMerchantsStatementGoesToThoseOfItsReceiversThatGetSuch() {
    String owner = openid();
    String finance = openid();
    String staff = openid();
    MERCHANTS.receivers.put(
        "mch_many", receivers("OWNER", owner, "FINANCE", finance, "STAFF", staff));
    MERCHANTS.receivers.put("mch_nobody", "[]");

    Answer answer =
        post(
            "/internal/v1/template-messages/batch",
            Map.of(
                "messages",
                List.of(statement("mch_down"), statement("mch_many"), statement("mch_nobody"))));

    assertThat(statuses(answer).subList(1, 3)).isSubsetOf("KEPT", "SENT");
    assertThat(
            IntStream.range(0, 4)
                .mapToObj(i -> answer.json().path("results").get(i).path("index").asInt()))
        .containsExactly(0, 1, 1, 2);
    assertThat(statuses(answer).get(0)).isEqualTo("NOT_TAKEN");
    assertThat(statuses(answer).get(3)).isEqualTo("NOBODY");
    assertThat(countOf("openid IN ('" + owner + "', '" + finance + "')")).isEqualTo(2);
    assertThat(countOf("openid = '" + staff + "'")).isZero();
  }

  @Test
  void aMalformedBatchIsRefusedWholeAndSaysWhere() {
    String openid = openid();
    Map<String, Object> good = message(openid);
    Map<String, Object> bad = new HashMap<>(good);
    bad.put("openid", "no openid!");
    Map<String, Object> both = new HashMap<>(good);
    both.put("merchantNo", "mch_1");

    Answer answer = send(List.of(good, bad));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("details").has("messages[1].openid")).isTrue();
    assertThat(send(List.of(both)).status()).isEqualTo(400);
    assertThat(send(List.of()).status()).isEqualTo(400);
    assertThat(send(Collections.nCopies(501, good)).status()).isEqualTo(400);
    assertThat(
            post(
                    "/internal/v1/template-messages/batch",
                    Map.of("account", "wx_no_such", "messages", List.of(good)))
                .status())
        .isEqualTo(404);
    assertThat(countOf("openid = '" + openid + "'")).isZero();
  }

  /** Their openids are the main account's, and mean somebody else or nobody on another. */
  @Test
  void aMerchantsReceiversAreReachedFromTheMainAccountOnly() {
    Answer answer =
        post(
            "/internal/v1/template-messages/batch",
            Map.of("account", SECOND_APP_ID, "messages", List.of(statement("mch_many"))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("details").path("messages[0].merchantNo").asString())
        .isEqualTo("needs the main account");
  }

  /** The database takes some of them for another one that is the same but for these characters. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "\u0000", "\u3000", "é"})
  void aBusinessIdIsOfVisibleAsciiOnly(String odd) {
    Map<String, Object> good = message(openid());
    Map<String, Object> bad = new HashMap<>(good);
    bad.put("businessId", business + odd);

    Answer answer = send(List.of(good, bad));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("details").has("messages[1].businessId")).isTrue();
    assertThat(post("/internal/v1/template-messages", bad).status()).isEqualTo(400);
    assertThat(countOf("business_id LIKE '" + business + "%'")).isZero();
  }

  @Test
  void messagesOfLongAgoGoWithTheirHistoryAndThoseStillTriedStay() {
    String openid = openid();
    batch(List.of(openid));
    String old = "tpl_0000000000000000000000000A";
    String tried = "tpl_0000000000000000000000000B";
    for (String messageNo : List.of(old, tried)) {
      jdbc.update(
          "INSERT INTO template_message (message_no, scene, business_id, openid, fields_json,"
              + " status, attempts, next_attempt_at, created_at, updated_at)"
              + " VALUES (?, 'PAYMENT_RESULT', ?, ?, '{}', 'SENT', 1, ?,"
              + " '2020-01-01', '2020-01-01')",
          messageNo,
          messageNo,
          openid,
          messageNo.equals(tried) ? "2099-01-01" : null);
      jdbc.update(
          "INSERT INTO template_message_history (message_no, at, event)"
              + " VALUES (?, '2020-01-01', 'SENT')",
          messageNo);
    }

    await().until(() -> countOf("message_no = '" + old + "'") == 0);
    assertThat(countOf("message_no = '" + tried + "'")).isEqualTo(1);
    assertThat(countOf("openid = '" + openid + "' AND status = 'SENT'")).isEqualTo(2);
    jdbc.update("DELETE FROM template_message WHERE message_no = ?", tried);
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM template_message_history WHERE at < '2021-01-01'",
                Integer.class))
        .isZero();
  }

  private List<String> openids(int count) {
    return IntStream.range(0, count).mapToObj(i -> openid()).toList();
  }

  private Answer batch(List<String> openids) {
    return send(openids.stream().map(this::message).toList());
  }

  private Answer send(List<Map<String, Object>> messages) {
    return post("/internal/v1/template-messages/batch", Map.of("messages", messages));
  }

  private Map<String, Object> message(String openid) {
    return Map.of(
        "businessId", business, "scene", "PAYMENT_RESULT", "openid", openid, "fields", FIELDS);
  }

  private Map<String, Object> statement(String merchantNo) {
    return Map.of(
        "businessId",
        business,
        "scene",
        "DAILY_STATEMENT",
        "merchantNo",
        merchantNo,
        "fields",
        Map.of(
            "merchantName", "找力咖啡",
            "day", "2026-11-26",
            "received", "¥12.00",
            "payments", "3",
            "refunded", "¥0.00"));
  }

  private static String receivers(String... rolesAndOpenids) {
    List<Map<String, String>> receivers = new ArrayList<>();
    for (int i = 0; i < rolesAndOpenids.length; i += 2) {
      receivers.add(
          Map.of(
              "receiverNo", "rcv_" + i,
              "role", rolesAndOpenids[i],
              "openid", rolesAndOpenids[i + 1]));
    }
    return JSON.writeValueAsString(receivers);
  }

  private static List<String> statuses(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<String> statuses = new ArrayList<>();
    answer.json().path("results").forEach(one -> statuses.add(one.path("status").asString("")));
    return statuses;
  }

  private void due(String openid) {
    jdbc.update(
        "UPDATE template_message SET next_attempt_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND"
            + " WHERE openid = ?",
        openid);
  }

  private JsonNode shown(String openid) {
    String messageNo =
        get("/ops/v1/wechat/messages?openid=" + openid)
            .json()
            .path("items")
            .get(0)
            .path("messageNo")
            .asString("");
    return get("/ops/v1/wechat/messages/" + messageNo).json();
  }

  private static List<String> events(JsonNode message) {
    List<String> events = new ArrayList<>();
    message.path("history").forEach(one -> events.add(one.path("event").asString("")));
    return events;
  }

  private JsonNode usageOfPayments() {
    for (JsonNode one : get("/ops/v1/wechat/messages/usage").json().path("templates")) {
      if (one.path("templateId").asString("").equals("template-of-payments")) {
        return one;
      }
    }
    return JSON.createObjectNode();
  }

  private long grown(JsonNode before, String what) {
    return usageOfPayments().path(what).asLong() - before.path(what).asLong();
  }

  private int countOf(String where) {
    Integer count =
        jdbc.queryForObject("SELECT COUNT(*) FROM template_message WHERE " + where, Integer.class);
    return count == null ? 0 : count;
  }

  private Map<String, Object> messageTo(String openid) {
    return jdbc.queryForMap("SELECT * FROM template_message WHERE openid = ?", openid);
  }
}
