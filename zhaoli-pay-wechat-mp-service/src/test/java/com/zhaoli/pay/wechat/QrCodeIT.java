package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class QrCodeIT extends RunningService {
  private static final String CODES = "/ops/v1/wechat/qr-codes";

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    WECHAT.nextQrErrcodes.clear();
    WECHAT.nextQrFaults.clear();
    WECHAT.nextTagErrcodes.clear();
  }

  @Test
  void aPermanentCodeIsMadeAndShownAndItsScanIsAnswered() {
    JsonNode code = made(body(Map.of("replies", List.of(text("欢迎光临")), "subject", "store_1")));

    assertThat(code.path("state").asString("")).isEqualTo("ACTIVE");
    assertThat(code.path("url").asString("")).contains(scene(code));
    assertThat(WECHAT.permanentScenes).contains(scene(code));
    assertThat(code.path("createdBy").asString("")).isEqualTo("opr_test");
    assertThat(code.path("account").asString("")).isEqualTo(APP_ID);
    Answer picture = get(CODES + "/" + scene(code) + "/picture");
    assertThat(picture.body()).startsWith("<svg ").doesNotContain("<script");

    String openid = openid();
    assertThat(push(scan(openid, now(), scene(code))).body()).contains("欢迎光临");
    assertThat(
            push(event(
                    openid(),
                    now(),
                    "subscribe",
                    "<EventKey>qrscene_" + scene(code) + "</EventKey>"))
                .body())
        .contains("欢迎光临");
    assertThat(
            jdbc.queryForList(
                "SELECT source FROM wechat_conversation WHERE openid = ?", String.class, openid))
        .containsExactly("SCENE");
  }

  @Test
  void aScanCountsOnceHoweverOftenItIsPushedAndHandled() throws Exception {
    JsonNode code = made(body(Map.of("tagId", 101)));
    String scanner = openid();
    String follower = openid();
    String scan = scan(scanner, now(), scene(code));
    String follow =
        event(follower, now(), "subscribe", "<EventKey>qrscene_" + scene(code) + "</EventKey>");
    // Not taken at first: the events are handled again.
    WECHAT.nextTagErrcodes.addAll(List.of(-1, -1));

    atOnce(6, () -> push(scan));
    atOnce(6, () -> push(follow));
    redis.delete(redis.keys("zhaoli:wechat:event:*"));
    atOnce(3, () -> push(scan));

    await().until(() -> seen(code).path("scans").asLong() == 2);
    await().during(Duration.ofSeconds(1)).until(() -> seen(code).path("scans").asLong() == 2);
    JsonNode shown = seen(code);
    assertThat(shown.path("follows").asLong()).isEqualTo(1);
    assertThat(Instant.parse(shown.path("lastScannedAt").asString("")))
        .isAfter(Instant.now().minusSeconds(60));
    JsonNode scans = get(CODES + "/" + scene(code) + "/scans").json();
    assertThat(scans.path("scans").asLong()).isEqualTo(2);
    assertThat(scans.path("follows").asLong()).isEqualTo(1);
    assertThat(scans.at("/days/0/scans").asLong() + scans.at("/days/1/scans").asLong(0))
        .isEqualTo(2);
    assertThat(WECHAT.taggings).contains("101 " + scanner, "101 " + follower);
  }

  @Test
  void anotherDaysScansAreCountedOnThatDay() {
    JsonNode code = made(body(Map.of()));
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    jdbc.update(
        "INSERT INTO qr_scan_day (scene, day, scans, follows) VALUES (?, ?, 7, 3)",
        scene(code),
        today.minusDays(40));

    assertThat(get(CODES + "/" + scene(code) + "/scans").json().path("scans").asLong()).isZero();
    assertThat(
            get(CODES + "/" + scene(code) + "/scans?from=" + today.minusDays(40) + "&to=" + today)
                .json()
                .path("scans")
                .asLong())
        .isEqualTo(7);
    for (String wrong :
        List.of(
            "from=x", "from=2027-01-01&to=2026-01-01", "from=2000-01-01", "to=-999999999-01-01")) {
      assertThat(get(CODES + "/" + scene(code) + "/scans?" + wrong).status())
          .as(wrong)
          .isEqualTo(400);
    }
  }

  @Test
  void aCodeMayLeaveTheAnswerToTheRuleOfAMenusKey() {
    String key = "KEY_" + UUID.randomUUID();
    Answer rule =
        post(
            "/ops/v1/wechat/reply-rules",
            Map.of(
                "name",
                "r",
                "kind",
                "ON_CLICK",
                "pattern",
                key,
                "replies",
                List.of(text("由规则回答"))));
    assertThat(rule.status()).as(rule.body()).isEqualTo(201);
    JsonNode code = made(body(Map.of("replyKey", key)));

    assertThat(push(scan(openid(), now(), scene(code))).body()).contains("由规则回答");

    call(
        "DELETE",
        "/ops/v1/wechat/reply-rules/" + rule.text("ruleNo") + "?expectedVersion=1",
        null,
        "");
  }

  @Test
  void aCodeThatIsOutOfForceGivesNothingAndCountsNothing() {
    JsonNode code = made(body(Map.of("replies", List.of(text("有效")))));
    assertThat(
            post(CODES + "/" + scene(code) + "/disable", Map.of("expectedVersion", 9)).text("code"))
        .isEqualTo("QR_CODE_CONFLICT");
    Answer disabled = post(CODES + "/" + scene(code) + "/disable", Map.of("expectedVersion", 1));
    assertThat(disabled.text("state")).isEqualTo("DISABLED");

    String openid = openid();
    assertThat(push(scan(openid, now(), scene(code))).body()).isEqualTo("success");
    await().until(() -> statusOf(openid).equals(List.of("REFUSED")));
    assertThat(seen(code).path("scans").asLong()).isZero();

    assertThat(
            post(CODES + "/" + scene(code) + "/enable", Map.of("expectedVersion", 2)).text("state"))
        .isEqualTo("ACTIVE");
    assertThat(push(scan(openid(), now(), scene(code))).body()).contains("有效");
    JsonNode entries = get("/ops/v1/wechat/audit-log?subject=" + scene(code)).json().path("items");
    assertThat(entries.valueStream().map(entry -> entry.path("action").asString("")))
        .containsExactly("QR_CODE_ENABLED", "QR_CODE_DISABLED", "QR_CODE_CREATED");
  }

  @Test
  void whatACodeGivesCanBeChangedWhenItIsPrinted() {
    JsonNode code = made(body(Map.of("replies", List.of(text("旧")))));
    Map<String, Object> change = body(Map.of("replies", List.of(text("新")), "expectedVersion", 1));

    Answer changed = put(code, change);
    Answer late = put(code, change);
    Map<String, Object> otherPurpose = new HashMap<>(change);
    otherPurpose.put("purpose", "CHANNEL");
    otherPurpose.put("expectedVersion", 2);

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(late.text("code")).isEqualTo("QR_CODE_CONFLICT");
    assertThat(put(code, otherPurpose).status()).isEqualTo(400);
    assertThat(push(scan(openid(), now(), scene(code))).body()).contains("新");
    assertThat(seen(code).path("url")).isEqualTo(code.path("url"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOST_ANSWER", "NO_JSON", "HTTP_500", "BUSY"})
  void aCodeThatWechatPerhapsMadeIsAskedForAgainUnderItsScene(String fault) {
    if (fault.equals("BUSY")) {
      WECHAT.nextQrErrcodes.add(-1);
    } else {
      WECHAT.nextQrFaults.add(WechatApi.Fault.valueOf(fault));
    }
    int before = WECHAT.permanentScenes.size();

    Answer answer = post(CODES, body(Map.of()));

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.text("state")).isEqualTo("MAKING");
    assertThat(get(CODES + "/" + answer.text("scene") + "/picture").status()).isEqualTo(404);
    await().until(() -> seen(answer.json()).path("state").asString("").equals("ACTIVE"));
    assertThat(WECHAT.permanentScenes).hasSize(before + 1);
  }

  @Test
  void aCodeThatAnInstanceDiedWithIsMadeByAnother() {
    JsonNode code = made(body(Map.of()));
    jdbc.update(
        "UPDATE qr_scene SET state = 'MAKING', ticket = NULL, url = NULL, lease_owner = 'qrm_dead',"
            + " next_attempt_at = UTC_TIMESTAMP(3) + INTERVAL 1 SECOND WHERE scene = ?",
        scene(code));

    await().until(() -> seen(code).path("state").asString("").equals("ACTIVE"));
    assertThat(seen(code).path("url")).isEqualTo(code.path("url"));
  }

  @Test
  void whatWechatRefusesIsToldAndItsLabelIsFree() {
    Map<String, Object> body = body(Map.of());
    WECHAT.nextQrErrcodes.addAll(List.of(45029, 40053));

    Answer full = post(CODES, body);
    Answer refused = post(CODES, body);
    JsonNode made = made(body);
    Answer twice = post(CODES, body);

    assertThat(full.text("code")).isEqualTo("QR_CODE_LIMIT_REACHED");
    assertThat(refused.text("code")).isEqualTo("WECHAT_REFUSED");
    assertThat(refused.json().at("/details/errcode").asString("")).isEqualTo("40053");
    assertThat(made.path("state").asString("")).isEqualTo("ACTIVE");
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.text("code")).isEqualTo("QR_CODE_EXISTS");
  }

  @Test
  void ofManyWhoMakeTheSameCodeOneDoes() throws Exception {
    Map<String, Object> body = body(Map.of());
    int before = WECHAT.permanentScenes.size();

    List<Answer> answers = atOnce(8, () -> post(CODES, body));

    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(7);
    assertThat(WECHAT.permanentScenes).hasSize(before + 1);
  }

  @Test
  void codesAreFoundPageByPage() {
    List<String> scenes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      scenes.add(0, scene(made(body(Map.of()))));
    }
    newScene("qr-temporary");

    List<String> found = new ArrayList<>();
    String after = "";
    while (found.size() < 5) {
      JsonNode page = get(CODES + "?limit=2" + after).json();
      page.path("items").forEach(code -> found.add(scene(code)));
      after = "&after=" + page.path("next").asString("");
    }

    assertThat(found.subList(0, 5)).isEqualTo(scenes);
  }

  @Test
  void thePageThatTakesAllCodesIsTheLast() {
    String there = CODES + "?account=" + SECOND_APP_ID;
    post(there, body(Map.of()));
    post(there, body(Map.of()));
    int all = get(there + "&limit=200").json().path("items").size();

    JsonNode page = get(there + "&limit=" + all).json();

    assertThat(page.path("items").size()).isEqualTo(all);
    assertThat(page.has("next")).isFalse();
    assertThat(get(there + "&limit=" + (all - 1)).json().has("next")).isTrue();
  }

  @Test
  void whatCannotBeACodeIsRefused() {
    for (Map<String, Object> extra :
        List.<Map<String, Object>>of(
            Map.of("purpose", "ONBOARDING"),
            Map.of("purpose", "PARTY"),
            Map.of("label", " "),
            Map.of("label", "x".repeat(65)),
            Map.of("subject", "a b"),
            Map.of("tagId", 0),
            Map.of("replyKey", ""),
            Map.of("replyKey", "k", "replies", List.of(text("x"))),
            Map.of("replies", List.of(text(" "))),
            Map.of("replies", List.of(Map.of("type", "voice"))),
            Map.of("replies", Collections.nCopies(5, text("x"))))) {
      Map<String, Object> body = body(Map.of());
      body.putAll(extra);
      Answer answer = post(CODES, body);
      assertThat(answer.status()).as(extra + " " + answer.body()).isEqualTo(400);
    }
    assertThat(post(CODES + "?account=wx0", body(Map.of())).status()).isEqualTo(404);
    assertThat(get(CODES + "/scn_nobodys").status()).isEqualTo(404);
    assertThat(get(CODES + "/" + newScene("qr-temporary")).status()).isEqualTo(404);
    assertThat(call(port, "AUDITOR", "POST", CODES, "application/json", "{}").status())
        .isEqualTo(400);
    assertThat(
            call(
                    port,
                    "AUDITOR",
                    "POST",
                    CODES,
                    "application/json",
                    JSON.writeValueAsString(body(Map.of())))
                .status())
        .isEqualTo(403);
    assertThat(call(port, "", "GET", CODES, null, "").status()).isEqualTo(403);
  }

  @Test
  void aTagThatWechatWillNeverGiveHoldsNoScanUp() {
    JsonNode code = made(body(Map.of("tagId", 999)));
    WECHAT.nextTagErrcodes.add(45159);
    String openid = openid();

    push(scan(openid, now(), scene(code)));

    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(seen(code).path("scans").asLong()).isEqualTo(1);
  }

  @Test
  void aCodeOfOneAccountGivesNothingOnAnother() {
    Answer made =
        post(CODES + "?account=" + SECOND_APP_ID, body(Map.of("replies", List.of(text("第二")))));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String scene = made.text("scene");
    String openid = openid();
    String xml = scan(openid, now(), scene);

    assertThat(push(xml).body()).isEqualTo("success");
    assertThat(
            call(
                    "POST",
                    "/wechat/portal/" + SECOND_APP_ID + signed(SECOND_TOKEN, now()),
                    "text/xml",
                    xml.replace("gh_1", "gh_2"))
                .body())
        .contains("第二");

    assertThat(made.text("account")).isEqualTo(SECOND_APP_ID);
    assertThat(get(CODES + "/" + scene).status()).isEqualTo(404);
    String path = CODES + "/" + scene + "?account=" + SECOND_APP_ID;
    await().until(() -> get(path).json().path("scans").asLong() == 1);
    await().until(() -> statusOf(openid).containsAll(List.of("REFUSED", "DONE")));
  }

  private JsonNode made(Map<String, Object> body) {
    Answer answer = post(CODES, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode seen(JsonNode code) {
    return get(CODES + "/" + scene(code)).json();
  }

  private Answer put(JsonNode code, Map<String, Object> body) {
    return call(
        "PUT", CODES + "/" + scene(code), "application/json", JSON.writeValueAsString(body));
  }

  private static String scene(JsonNode code) {
    return code.path("scene").asString("");
  }

  private static Map<String, Object> body(Map<String, Object> extra) {
    Map<String, Object> body = new HashMap<>();
    body.put("purpose", "STORE_POSTER");
    body.put("label", "海报 " + UUID.randomUUID());
    body.putAll(extra);
    return body;
  }

  private static Map<String, Object> text(String content) {
    return Map.of("type", "text", "content", content);
  }

  private List<String> statusOf(String openid) {
    return jdbc.queryForList(
        "SELECT status FROM wechat_event WHERE openid = ?", String.class, openid);
  }
}
