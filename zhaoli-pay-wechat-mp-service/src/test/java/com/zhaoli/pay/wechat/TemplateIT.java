package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TemplateIT extends RunningService {
  private static final String STATEMENT = "/ops/v1/wechat/templates/DAILY_STATEMENT";
  private static final List<Map<String, String>> MAPPING =
      List.of(field("merchantName", "thing1"), field("day", "time2"), field("received", "amount3"));

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    WECHAT.nextErrcodes.clear();
    WECHAT.templates.clear();
    jdbc.update("DELETE FROM account_template");
  }

  @Test
  void everySceneHasATemplateWhoseSamplesCanBeSent() {
    JsonNode templates = get("/ops/v1/wechat/templates").json().path("items");

    assertThat(templates).hasSize(6);
    for (JsonNode template : templates) {
      String scene = template.path("scene").asString("");
      Answer preview = post("/ops/v1/wechat/templates/" + scene + "/preview", Map.of());
      assertThat(preview.json().path("sendable").asBoolean()).as(preview.body()).isTrue();
      assertThat(template.path("available")).hasSameSizeAs(template.path("fields"));
      assertThat(template.path("account").asString("")).isEqualTo(APP_ID);
    }
    assertThat(templates.get(0).path("origin").asString("")).isEqualTo("SANDBOX");
    assertThat(templates.get(0).path("templateId").asString("")).isEqualTo("template-of-payments");
  }

  @Test
  void aChangeIsMadeByOneOfManyAndIsOnRecord() throws Exception {
    List<Answer> answers = atOnce(8, () -> change(0, "template-1", MAPPING));

    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(7);
    JsonNode template = get(STATEMENT).json();
    assertThat(template.path("revision").asInt()).isEqualTo(1);
    assertThat(template.path("origin").asString("")).isEqualTo("OWN");
    assertThat(template.path("updatedBy").asString("")).isEqualTo("opr_test");
    assertThat(template.path("fields")).hasSize(3);
    assertThat(template.path("fields").get(2).path("kind").asString("")).isEqualTo("AMOUNT");
    assertThat(change(0, "template-2", MAPPING).text("code")).isEqualTo("TEMPLATE_CONFLICT");
    assertThat(change(1, "template-2", MAPPING).status()).isEqualTo(200);
    JsonNode log =
        get("/ops/v1/wechat/audit-log?subject=DAILY_STATEMENT&limit=2").json().path("items");
    assertThat(log.get(0).path("action").asString("")).isEqualTo("TEMPLATE_CHANGED");
    assertThat(log.get(0).path("detail").asString(""))
        .isEqualTo("account " + APP_ID + ", revision 2, template id template-2, 3 fields");
  }

  @Test
  void aMappingThatWechatWouldRefuseIsNotStoredAndEachPlaceIsNamed() {
    Answer answer =
        change(
            0,
            "template-1",
            List.of(
                field("merchantName", "thing1"),
                field("salary", "thing2"),
                field("day", "thing1"),
                field("received", "phrase4"),
                field("refunded", "colour5")));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("TEMPLATE_INVALID");
    assertThat(answer.json().path("details").propertyNames())
        .containsExactlyInAnyOrder(
            "fields[1].field", "fields[2].keyword", "fields[3].keyword", "fields[4].keyword");
    assertThat(change(0, "no template id!", MAPPING).status()).isEqualTo(400);
    assertThat(change(0, "template-1", List.of()).status()).isEqualTo(422);
    assertThat(get("/ops/v1/wechat/templates/NO_SCENE").status()).isEqualTo(400);
    assertThat(get(STATEMENT + "?account=wx_no_such").status()).isEqualTo(404);
    assertThat(get(STATEMENT).json().path("revision").asInt()).isZero();
  }

  @Test
  void onlyAdministratorsChangeTemplatesAndSendAgain() {
    for (String role : List.of("AUDITOR", "")) {
      assertThat(
              call(
                      port,
                      role,
                      "PUT",
                      STATEMENT,
                      "application/json",
                      JSON.writeValueAsString(body(0, "template-1", MAPPING)))
                  .status())
          .isEqualTo(403);
      assertThat(
              call(
                      port,
                      role,
                      "POST",
                      "/ops/v1/wechat/messages/tpl_1/resend",
                      "application/json",
                      "{\"reason\":\"x\"}")
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void aPreviewShowsWhatIsCutAndWhatCannotBeSent() {
    Answer answer =
        post(
            STATEMENT + "/preview",
            Map.of(
                "fields",
                List.of(field("merchantName", "thing1"), field("received", "phrase2")),
                "values",
                Map.of("merchantName", "深圳市找力科技有限公司一个很长的名字用来截断显示")));

    assertThat(answer.json().path("sendable").asBoolean()).isFalse();
    JsonNode lines = answer.json().path("lines");
    assertThat(lines.get(0).path("value").asString("")).isEqualTo("深圳市找力科技有限公司一个很长的名字用…");
    assertThat(lines.get(0).path("cut").asBoolean()).isTrue();
    assertThat(lines.get(1).has("value")).isFalse();
    assertThat(lines.get(1).path("problem").asString("")).isEqualTo("does not fit phrase2");
  }

  @Test
  void aTemplateIsComparedWithWechatsOwn() {
    change(0, "template-1", MAPPING);
    assertThat(get(STATEMENT + "/check").json().path("found").asBoolean()).isFalse();

    WECHAT.templates.put(
        "template-1", "{{first.DATA}}\n商户名称：{{thing1.DATA}}\n收款金额：{{amount7.DATA}}\n");
    JsonNode check = get(STATEMENT + "/check").json();

    assertThat(check.path("found").asBoolean()).isTrue();
    assertThat(check.path("fits").asBoolean()).isFalse();
    List<String> problems = new ArrayList<>();
    check.path("problems").forEach(one -> problems.add(one.asString("")));
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "amount7 is in WeChat's template and has no field here",
            "time2 is not in WeChat's template",
            "amount3 is not in WeChat's template");
    assertThat(check.path("keywords").get(0).path("label").asString("")).isEqualTo("商户名称");
    WECHAT.templates.put("template-1", "{{thing1.DATA}}\n{{time2.DATA}}\n收款金额：{{amount3.DATA}}");
    assertThat(get(STATEMENT + "/check").json().path("fits").asBoolean()).isTrue();
    assertThat(get("/ops/v1/wechat/templates/at-wechat").json().path("items")).hasSize(1);
  }

  @Test
  void aMessageWithoutATemplateIsKeptAndSentOnceThereIsOne() {
    await().until(this::theTemplateIsForgotten);
    String openid = openid();
    send(openid);
    assertThat(messageTo(openid).path("status").asString("")).isEqualTo("MISCONFIGURED");

    change(0, "template-of-statements", MAPPING);

    await().until(() -> WECHAT.sentTo(openid).size() == 1);
    JsonNode sent = WECHAT.sentTo(openid).get(0);
    assertThat(sent.path("template_id").asString("")).isEqualTo("template-of-statements");
    assertThat(sent.path("data").path("amount3").path("value").asString("")).isEqualTo("¥12.00");
  }

  @Test
  void whatAChangeWakesWaitsUntilNoInstanceKnowsTheTemplateBefore() {
    await().until(this::theTemplateIsForgotten);
    String openid = openid();
    send(openid);
    Instant before = Instant.now();

    change(0, "template-of-statements", MAPPING);

    assertThat(Instant.parse(messageTo(openid).path("nextAttemptAt").asString("")))
        .isBetween(before.plusSeconds(1), Instant.now().plusSeconds(3));
    await().until(() -> WECHAT.sentTo(openid).size() == 1);
  }

  @Test
  void eachAccountHasItsOwnTemplatesMessagesAndQuota() {
    String openid = openid();
    String second = "?account=" + SECOND_APP_ID;
    String body = JSON.writeValueAsString(body(0, "template-of-the-second", MAPPING));
    assertThat(call("PUT", STATEMENT + second, "application/json", body).status()).isEqualTo(200);

    Answer answer =
        post(
            "/internal/v1/template-messages/batch",
            Map.of(
                "account",
                SECOND_APP_ID,
                "messages",
                List.of(
                    Map.of(
                        "businessId",
                        "statement",
                        "scene",
                        "DAILY_STATEMENT",
                        "openid",
                        openid,
                        "fields",
                        Map.of(
                            "merchantName", "找力咖啡",
                            "day", "2026-11-26",
                            "received", "¥12.00")))));

    assertThat(answer.json().path("results").get(0).path("status").asString(""))
        .as(answer.body())
        .isEqualTo("SENT");
    assertThat(WECHAT.sentTo(openid).get(0).path("template_id").asString(""))
        .isEqualTo("template-of-the-second");
    assertThat(get(STATEMENT).json().path("revision").asInt()).isZero();
    assertThat(count("openid=" + openid)).isZero();
    assertThat(count("openid=" + openid + "&account=" + SECOND_APP_ID)).isEqualTo(1);
    await()
        .until(
            () ->
                get("/ops/v1/wechat/messages/usage" + second).json().path("accepted").asInt() == 1);
  }

  @Test
  void aMessageThatFailedIsSentAgainAsANewOneAndOnRecord() throws Exception {
    String openid = openid();
    change(0, "template-of-statements", MAPPING);
    await().until(this::nothingIsDue);
    WECHAT.nextErrcodes.add(43004);
    await().until(() -> "REFUSED".equals(sentStatus(openid)));
    String messageNo = messageTo(openid).path("messageNo").asString("");

    List<Answer> answers = atOnce(6, () -> resend(messageNo));

    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(5);
    await().until(() -> "SENT".equals(messageTo(openid).path("status").asString("")));
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
    assertThat(WECHAT.sentTo(openid).get(0).path("client_msg_id").asString(""))
        .isNotEqualTo(messageNo);
    JsonNode message = get("/ops/v1/wechat/messages/" + messageNo).json();
    List<String> events = new ArrayList<>();
    message.path("history").forEach(one -> events.add(one.path("event").asString("")));
    assertThat(events).containsExactly("REFUSED", "RESEND", "SENT");
    assertThat(message.path("history").get(1).path("operatorNo").asString(""))
        .isEqualTo("opr_test");
    assertThat(message.path("resends").asInt()).isEqualTo(1);
    assertThat(resend(messageNo).text("code")).isEqualTo("MESSAGE_STATE_INVALID");
    assertThat(
            get("/ops/v1/wechat/audit-log?subject=" + messageNo)
                .json()
                .path("items")
                .get(0)
                .path("detail")
                .asString(""))
        .isEqualTo("the follower is back");
    assertThat(resend("tpl_no_such").status()).isEqualTo(404);
    assertThat(post("/ops/v1/wechat/messages/" + messageNo + "/resend", Map.of()).status())
        .isEqualTo(400);
  }

  @Test
  void messagesAreFoundPageByPage() {
    await().until(this::theTemplateIsForgotten);
    String business = UUID.randomUUID().toString();
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(0, send(business, openid()).text("messageNo"));
    }
    List<String> found = new ArrayList<>();
    String after = "";
    for (int pages = 0; pages < 5 && after != null; pages++) {
      JsonNode page =
          get("/ops/v1/wechat/messages?limit=2&businessId="
                  + business
                  + (after.isEmpty() ? "" : "&after=" + after))
              .json();
      page.path("items").forEach(one -> found.add(one.path("messageNo").asString("")));
      after = page.has("next") ? page.path("next").asString("") : null;
    }

    assertThat(found).isEqualTo(numbers);
    assertThat(count("businessId=" + business + "&status=MISCONFIGURED")).isEqualTo(5);
    assertThat(count("businessId=" + business + "&status=SENT")).isZero();
    assertThat(count("businessId=" + business + "&scene=PAYMENT_RESULT")).isZero();
    assertThat(count("businessId=" + business + "&to=2026-01-01T00:00:00Z")).isZero();
    assertThat(count("limit=5")).isEqualTo(5);
    for (String bad :
        List.of(
            "openid=no%20openid!",
            "status=NO_STATUS",
            "limit=201",
            "from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z",
            "businessId=b&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "after=%27")) {
      assertThat(get("/ops/v1/wechat/messages?" + bad).status()).as(bad).isEqualTo(400);
    }
  }

  /** An instance remembers for a second what the test before had set. */
  private boolean theTemplateIsForgotten() {
    return "MISCONFIGURED".equals(sentStatus(openid()));
  }

  /** The change woke what other tests left. */
  private boolean nothingIsDue() {
    return Integer.valueOf(0)
        .equals(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM template_message WHERE next_attempt_at IS NOT NULL AND"
                    + " (status = 'SENDING'"
                    + " OR next_attempt_at < UTC_TIMESTAMP(3) + INTERVAL 3 SECOND)",
                Integer.class));
  }

  private int count(String query) {
    return get("/ops/v1/wechat/messages?" + query).json().path("items").size();
  }

  private String sentStatus(String openid) {
    send(openid);
    return messageTo(openid).path("status").asString("");
  }

  private Answer resend(String messageNo) {
    return post(
        "/ops/v1/wechat/messages/" + messageNo + "/resend",
        Map.of("reason", "the follower is back"));
  }

  private Answer send(String openid) {
    return send("statement", openid);
  }

  private Answer send(String business, String openid) {
    return post(
        "/internal/v1/template-messages",
        Map.of(
            "businessId",
            business,
            "scene",
            "DAILY_STATEMENT",
            "openid",
            openid,
            "fields",
            Map.of("merchantName", "找力咖啡", "day", "2026-11-26", "received", "¥12.00")));
  }

  private JsonNode messageTo(String openid) {
    return get("/ops/v1/wechat/messages?openid=" + openid).json().path("items").get(0);
  }

  private Answer change(int revision, String templateId, List<Map<String, String>> fields) {
    return call(
        "PUT",
        STATEMENT,
        "application/json",
        JSON.writeValueAsString(body(revision, templateId, fields)));
  }

  private static Map<String, Object> body(
      int revision, String templateId, List<Map<String, String>> fields) {
    Map<String, Object> body = new HashMap<>();
    body.put("revision", revision);
    body.put("title", "每日对账通知");
    body.put("templateId", templateId);
    body.put("fields", fields);
    return body;
  }

  private static Map<String, String> field(String name, String keyword) {
    return Map.of("field", name, "keyword", keyword);
  }
}
