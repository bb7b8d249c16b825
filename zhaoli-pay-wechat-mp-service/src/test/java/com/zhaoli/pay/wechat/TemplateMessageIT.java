package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TemplateMessageIT extends RunningService {
  private static final Map<String, String> FIELDS =
      Map.of(
          "amount", "¥88.00",
          "outTradeNo", "ORDER-1",
          "channel", "微信支付",
          "paidAt", "2026-11-23 19:20:21",
          "status", "支付成功");

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    WECHAT.nextErrcodes.clear();
    WECHAT.nextFaults.clear();
  }

  @Test
  void aMessageIsSentWithWechatsKeywordsAndVisiblyCut() {
    String openid = openid();

    Answer answer =
        send(
            "ONBOARDING_AUDIT",
            "m1",
            openid,
            Map.of(
                "merchantName", "深圳市找力科技有限公司一个很长的名字用来截断显示",
                "result", "审核通过",
                "reason", "",
                "auditedAt", "2026-11-23 19:20:21"));

    assertThat(answer.text("status")).isEqualTo("SENT");
    assertThat(answer.text("wechatMsgId")).startsWith("3000");
    JsonNode sent = WECHAT.sentTo(openid).get(0);
    assertThat(sent.path("template_id").asString("")).isEqualTo("template-of-audits");
    JsonNode data = sent.path("data");
    assertThat(data.path("thing1").path("value").asString("")).isEqualTo("深圳市找力科技有限公司一个很长的名字用…");
    assertThat(data.path("phrase2").path("value").asString("")).isEqualTo("审核通过");
    assertThat(data.path("thing3").path("value").asString("")).isEqualTo("-");
  }

  @Test
  void theSameMessageIsSentOnceHoweverManyAskAtOnce() throws Exception {
    String openid = openid();

    List<Answer> answers = atOnce(16, () -> payment("evt_1", openid));
    Answer later = payment("evt_1", openid);

    assertThat(WECHAT.sentTo(openid)).hasSize(1);
    assertThat(later.text("status")).isEqualTo("SENT");
    assertThat(answers)
        .allMatch(
            answer ->
                answer.text("status").equals("SENT")
                    || answer.json().path("retryable").asBoolean());
    assertThat(payment("evt_2", openid).text("messageNo")).isNotEqualTo(later.text("messageNo"));
    assertThat(WECHAT.sentTo(openid)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(WechatApi.Fault.class)
  void anAnswerThatWasLostNeitherLosesNorDoublesTheMessage(WechatApi.Fault fault) {
    String openid = openid();
    WECHAT.nextFaults.add(fault);

    Answer first = payment("evt_1", openid);
    assertThat(first.text("status")).isEqualTo("FAILED");
    assertThat(first.json().path("retryable").asBoolean()).isTrue();
    assertThat(messageTo(openid).get("status")).isEqualTo("UNKNOWN");

    Answer second = payment("evt_1", openid);
    assertThat(second.text("status")).isEqualTo("SENT");
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void anUnknownMessageIsNotSentAgainOnceClientMsgIdGuardsNoLonger() {
    String openid = openid();
    WECHAT.nextFaults.add(WechatApi.Fault.LOST_ANSWER);
    payment("evt_1", openid);
    jdbc.update(
        "UPDATE template_message SET first_sent_at = first_sent_at - INTERVAL 10 MINUTE WHERE openid = ?",
        openid);
    int before = WECHAT.attempts.get();

    Answer answer = payment("evt_1", openid);

    assertThat(answer.text("status")).isEqualTo("FAILED");
    assertThat(answer.json().path("retryable").asBoolean()).isFalse();
    assertThat(WECHAT.attempts.get()).isEqualTo(before);
  }

  @Test
  void anAttemptThatDiedWithItsInstanceIsRepeatedAfterItsLease() {
    String openid = openid();
    WECHAT.nextErrcodes.add(-1);
    payment("evt_1", openid);
    jdbc.update(
        "UPDATE template_message SET status = 'SENDING', first_sent_at = UTC_TIMESTAMP(3),"
            + " lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE WHERE openid = ?",
        openid);
    Answer whileLeased = payment("evt_1", openid);
    jdbc.update(
        "UPDATE template_message SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE openid = ?",
        openid);
    Answer afterLease = payment("evt_1", openid);

    assertThat(whileLeased.text("status")).isEqualTo("FAILED");
    assertThat(whileLeased.json().path("retryable").asBoolean()).isTrue();
    assertThat(afterLease.text("status")).isEqualTo("SENT");
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {43004, 43101, 40003})
  void whatTheFollowerDoesNotTakeIsFinal(int errcode) {
    String openid = openid();
    WECHAT.nextErrcodes.add(errcode);

    Answer first = payment("evt_1", openid);
    Answer second = payment("evt_1", openid);

    assertThat(first.json().path("errorCode").asInt()).isEqualTo(errcode);
    assertThat(first.json().path("retryable").asBoolean()).isFalse();
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(WECHAT.sentTo(openid)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 45011})
  void whatWechatCannotTakeNowIsSentLater(int errcode) {
    String openid = openid();
    WECHAT.nextErrcodes.add(errcode);

    Answer first = payment("evt_1", openid);

    assertThat(first.json().path("retryable").asBoolean()).isTrue();
    assertThat(payment("evt_1", openid).text("status")).isEqualTo("SENT");
  }

  @Test
  void aFaultOfOursIsSentOnceItIsMended() {
    String openid = openid();
    WECHAT.nextErrcodes.add(40037);

    Answer first = payment("evt_1", openid);

    assertThat(first.text("status")).isEqualTo("FAILED");
    assertThat(first.json().path("retryable").asBoolean()).isFalse();
    assertThat(messageTo(openid).get("status")).isEqualTo("MISCONFIGURED");
    assertThat(payment("evt_1", openid).text("status")).isEqualTo("SENT");
  }

  @Test
  void aValueThatCannotBeCutIsNotSentFalse() {
    String openid = openid();
    int before = WECHAT.attempts.get();

    for (Map<String, String> fields :
        List.of(
            Map.of("amount", "¥88.00"),
            with("status", "支付成功啦啦"),
            with("status", "paid"),
            with("amount", "¥12345678901.00"),
            with("outTradeNo", "订单一"),
            with("paidAt", "tomorrow"))) {
      Answer answer = send("PAYMENT_RESULT", UUID.randomUUID().toString(), openid, fields);
      assertThat(answer.text("status")).as(fields.toString()).isEqualTo("FAILED");
      assertThat(answer.json().path("retryable").asBoolean()).isFalse();
    }
    assertThat(WECHAT.attempts.get()).isEqualTo(before);
  }

  @Test
  void anAccessTokenThatEndedHealsByItself() {
    payment("evt_0", openid());
    String openid = openid();
    int given = WECHAT.tokensGiven.get();
    WECHAT.invalidateToken();

    assertThat(payment("evt_1", openid).text("status")).isEqualTo("SENT");
    assertThat(WECHAT.tokensGiven.get()).isEqualTo(given + 1);
  }

  @Test
  void theReportOfTheDeliveryIsStoredAlsoWhenItComesFirst() {
    String openid = openid();
    String msgId = payment("evt_1", openid).text("wechatMsgId");
    jdbc.update(
        "UPDATE template_message SET status = 'SENDING', wechat_msg_id = NULL WHERE openid = ?",
        openid);

    push(
        event(
            openid,
            now(),
            "TEMPLATESENDJOBFINISH",
            "<MsgID>" + msgId + "</MsgID><Status>failed:user block</Status>"));
    await()
        .until(
            () ->
                jdbc
                    .queryForList(
                        "SELECT attempts FROM wechat_event WHERE openid = ?", Integer.class, openid)
                    .stream()
                    .anyMatch(attempts -> attempts > 0));
    jdbc.update(
        "UPDATE template_message SET status = 'SENT', wechat_msg_id = ? WHERE openid = ?",
        msgId,
        openid);

    await().until(() -> "failed:user block".equals(messageTo(openid).get("delivery")));
    JsonNode shown = get("/ops/v1/wechat/messages?openid=" + openid).json().path("items");
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).path("delivery").asString("")).isEqualTo("failed:user block");
    assertThat(shown.get(0).path("status").asString("")).isEqualTo("UNDELIVERED");
    assertThat(payment("evt_1", openid).text("status")).isEqualTo("SENT");
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void aReportOfAnotherAccountOrFollowerWithTheSameNumberSaysNothingOfTheMessage() {
    String openid = openid();
    String other = openid();
    Answer sent = payment("evt_1", openid);
    String number = sent.text("wechatMsgId");
    String ofSecond =
        event(
                openid,
                now(),
                "TEMPLATESENDJOBFINISH",
                "<MsgID>" + number + "</MsgID><Status>failed:user block</Status>")
            .replace("gh_1", "gh_2");

    report(other, number, "failed:user block");
    call(
        "POST",
        "/wechat/portal/" + SECOND_APP_ID + signed(SECOND_TOKEN, now()),
        "text/xml",
        ofSecond);

    await().until(() -> triesToReport(other) > 0 && triesToReport(openid) > 0);
    assertThat(shown(sent.text("messageNo")).path("status").asString("")).isEqualTo("SENT");
    assertThat(shown(sent.text("messageNo")).has("delivery")).isFalse();
  }

  @Test
  void theReportOfAMessageWhoseNumberWasLostIsFoundByItsFollower() {
    String openid = openid();
    String messageNo = takenWithoutANumber("evt_1", openid);
    JsonNode waiting = shown(messageNo);
    assertThat(waiting.path("status").asString("")).isEqualTo("SENT");
    assertThat(waiting.path("problem").asString("")).contains("45065");
    assertThat(waiting.has("nextAttemptAt")).isTrue();

    report(openid, "399000000000000001", "failed:user block");

    await().until(() -> "UNDELIVERED".equals(messageTo(openid).get("status")));
    JsonNode reported = shown(messageNo);
    assertThat(reported.path("wechatMsgId").asString("")).isEqualTo("399000000000000001");
    assertThat(reported.path("delivery").asString("")).isEqualTo("failed:user block");
    assertThat(reported.has("problem") || reported.has("nextAttemptAt")).isFalse();
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void aReportThatMayBeOfTwoMessagesIsTakenForNone() {
    String openid = openid();
    String first = takenWithoutANumber("evt_1", openid);
    String second = takenWithoutANumber("evt_2", openid);

    report(openid, "399000000000000002", "success");

    await().until(() -> triesToReport(openid) > 1);
    for (String messageNo : List.of(first, second)) {
      assertThat(shown(messageNo).has("delivery")).isFalse();
    }
  }

  @Test
  void theReportOfAMessageThatIsUnderWayIsNotTakenForAnothersWithoutANumber() {
    String openid = openid();
    String numberless = takenWithoutANumber("evt_1", openid);
    String other = payment("evt_2", openid).text("messageNo");
    String number = shown(other).path("wechatMsgId").asString("");
    jdbc.update(
        "UPDATE template_message SET status = 'SENDING', wechat_msg_id = NULL"
            + " WHERE message_no = ?",
        other);

    report(openid, number, "success");
    await().until(() -> triesToReport(openid) > 1);
    jdbc.update(
        "UPDATE template_message SET status = 'SENT', wechat_msg_id = ? WHERE message_no = ?",
        number,
        other);

    await().until(() -> shown(other).path("delivery").asString("").equals("success"));
    assertThat(shown(numberless).has("delivery")).isFalse();
  }

  @Test
  void withoutAReportInTimeTheDeliveryIsUnknownAndSaysWhy() {
    String openid = openid();
    String messageNo = takenWithoutANumber("evt_1", openid);

    jdbc.update(
        "UPDATE template_message SET next_attempt_at = UTC_TIMESTAMP(3) WHERE message_no = ?",
        messageNo);

    await().until(() -> shown(messageNo).path("delivery").asString("").equals("unknown"));
    JsonNode message = shown(messageNo);
    assertThat(message.path("status").asString("")).isEqualTo("SENT");
    assertThat(message.path("problem").asString("")).contains("no report");
    assertThat(message.has("nextAttemptAt")).isFalse();
    assertThat(message.path("history").valueStream().map(each -> each.path("event").asString("")))
        .containsExactly("UNKNOWN", "SENT", "UNREPORTED");
    assertThat(payment("evt_1", openid).text("status")).isEqualTo("SENT");
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  /** The answer was lost, and WeChat told on the second try that it had the message. */
  private String takenWithoutANumber(String businessId, String openid) {
    WECHAT.nextFaults.add(WechatApi.Fault.LOST_ANSWER);
    payment(businessId, openid);
    Answer second = payment(businessId, openid);
    assertThat(second.text("status")).as(second.body()).isEqualTo("SENT");
    return second.text("messageNo");
  }

  private void report(String openid, String number, String words) {
    push(
        event(
            openid,
            now(),
            "TEMPLATESENDJOBFINISH",
            "<MsgID>" + number + "</MsgID><Status>" + words + "</Status>"));
  }

  private int triesToReport(String openid) {
    return jdbc
        .queryForList(
            "SELECT attempts FROM wechat_event WHERE openid = ? AND kind = 'DELIVERY_REPORT'",
            Integer.class,
            openid)
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private JsonNode shown(String messageNo) {
    return get("/ops/v1/wechat/messages/" + messageNo).json();
  }

  @Test
  void malformedRequestsAreRefused() {
    assertThat(payment(" ", openid()).status()).isEqualTo(400);
    assertThat(payment("x".repeat(65), openid()).status()).isEqualTo(400);
    assertThat(payment("evt_1", "no openid!").status()).isEqualTo(400);
    assertThat(send("NO_SCENE", "evt_1", openid(), FIELDS).status()).isEqualTo(400);
    assertThat(post("/internal/v1/template-messages", Map.of()).status()).isEqualTo(400);
    assertThat(
            send("PAYMENT_RESULT", "evt_1", openid(), with("channel", "x".repeat(1_000))).status())
        .isEqualTo(400);
  }

  @Test
  void qrCodesAreBoundedAndWechatsRefusalIsTold() {
    assertThat(
            post(
                    "/internal/v1/qr-codes",
                    Map.of("purpose", "ONBOARDING", "businessId", "b", "expireSeconds", 2_592_001))
                .status())
        .isEqualTo(400);
    WECHAT.nextQrErrcodes.add(40053);
    Answer refused =
        post(
            "/internal/v1/qr-codes",
            Map.of("purpose", "ONBOARDING", "businessId", "b", "expireSeconds", 60));
    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.json().path("details").path("errcode").asString("")).isEqualTo("40053");
  }

  @ParameterizedTest
  @EnumSource(WechatApi.Fault.class)
  void aWechatThatSaysNothingOfAQrCodeIsUnavailable(WechatApi.Fault fault) {
    WECHAT.nextQrFaults.add(fault);

    Answer answer =
        post(
            "/internal/v1/qr-codes",
            Map.of("purpose", "ONBOARDING", "businessId", "b", "expireSeconds", 60));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("WECHAT_UNAVAILABLE");
  }

  private Answer payment(String businessId, String openid) {
    return send("PAYMENT_RESULT", businessId, openid, FIELDS);
  }

  private Answer send(String scene, String businessId, String openid, Map<String, String> fields) {
    return post(
        "/internal/v1/template-messages",
        Map.of("businessId", businessId, "scene", scene, "openid", openid, "fields", fields));
  }

  private static Map<String, String> with(String field, String value) {
    Map<String, String> fields = new java.util.HashMap<>(FIELDS);
    fields.put(field, value);
    return fields;
  }

  private Map<String, Object> messageTo(String openid) {
    return jdbc.queryForMap("SELECT * FROM template_message WHERE openid = ?", openid);
  }
}
