package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

class MenuIT extends RunningService {
  private static final String MENUS = "/ops/v1/wechat/menus";
  private static final String CACHED = "zhaoli:wechat:menu:live:" + APP_ID;

  @Autowired MeterRegistry meters;
  @Autowired Environment environment;

  @BeforeEach
  void anAccountWithoutMenus() {
    await().until(() -> running() == 0);
    WECHAT.menus.reset();
    jdbc.update("DELETE FROM menu_live");
    redis.delete(CACHED);
  }

  @Test
  void aDraftBecomesTheMenuThatFollowersSee() {
    String versionNo = draft(menu("KEY_A"));

    assertThat(get(versions(versionNo) + "/diff").json().path("same").asBoolean()).isFalse();
    assertThat(get(MENUS + "/live").text("code")).isEqualTo("MENU_NOT_FOUND");
    Answer published = publish(versionNo, 1);

    assertThat(published.status()).as(published.body()).isEqualTo(200);
    assertThat(published.text("status")).isEqualTo("DONE");
    assertThat(WECHAT.menus.menu()).contains("\"key\":\"KEY_A\"", "\"name\":\"收款\"");
    assertThat(get(versions(versionNo) + "/diff").json().path("same").asBoolean()).isTrue();
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(versionNo);
    assertThat(get(MENUS + "/at-wechat").body()).contains("KEY_A");
    assertThat(get(MENUS + "/seen?openid=o1").body()).contains("KEY_A");
    assertThat(actsOn(versionNo))
        .containsExactly("MENU_PUBLISHED", "MENU_PUBLISH_BEGUN", "MENU_DRAFTED");
  }

  @Test
  void theAuditLogCannotBeChanged() {
    draft(menu("KEY"));

    assertThatThrownBy(() -> jdbc.update("UPDATE wechat_audit_log SET operator_no = 'x'"))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("append only");
    assertThatThrownBy(() -> jdbc.update("DELETE FROM wechat_audit_log"))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("append only");
  }

  @Test
  void onlyAdministratorsChangeMenus() {
    String versionNo = draft(menu("KEY"));

    assertThat(callAs("AUDITOR", "POST", versions(versionNo) + "/publish", wish(1)).text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
    assertThat(callAs("AUDITOR", "GET", versions(versionNo), "").status()).isEqualTo(200);
    assertThat(WECHAT.menus.changes()).isEmpty();
  }

  @Test
  void aDraftThatWechatWouldRefuseIsKeptButNotPublished() {
    String versionNo = draft(Map.of("buttons", List.of(click("一二三四五六", "KEY"))));

    Answer refused = publish(versionNo, 1);

    assertThat(get(versions(versionNo)).json().at("/problems/0/path").asString(""))
        .isEqualTo("buttons[0].name");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("code")).isEqualTo("MENU_INVALID");
    assertThat(refused.body()).contains("18 bytes, at most 16");
    assertThat(WECHAT.menus.calls).isEmpty();
    assertThat(get(versions(versionNo)).text("status")).isEqualTo("DRAFT");
  }

  @Test
  void whoSawAnotherRevisionIsToldOfTheConflictBeforeTheProblems() {
    String versionNo = draft(menu("KEY"));
    Map<String, Object> invalid = Map.of("buttons", List.of(click("一二三四五六", "KEY")));
    put(versions(versionNo), Map.of("revision", 1, "content", invalid));

    assertThat(publish(versionNo, 1).text("code")).isEqualTo("MENU_CONFLICT");
    assertThat(publish(versionNo, 2).text("code")).isEqualTo("MENU_INVALID");
  }

  @Test
  void aFieldThatIsNotKnownIsNotLeftOutInSilence() {
    Map<String, Object> rule = Map.of("clientPlatform", "IOS", "sex", "2");
    Map<String, Object> content =
        Map.of(
            "buttons",
            List.of(click("a", "k")),
            "conditional",
            List.of(Map.of("rule", rule, "buttons", List.of(click("a", "k")))));

    Answer refused = post(MENUS + "/versions", Map.of("content", content));

    assertThat(refused.text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(refused.body()).contains("sex", "any more");
    assertThat(
            post(MENUS + "/versions", Map.of("content", Map.of("button", List.of()))).text("code"))
        .isEqualTo("REQUEST_INVALID");
    assertThat(post(MENUS + "/versions", Map.of("content", List.of(1))).text("code"))
        .isEqualTo("REQUEST_INVALID");
  }

  @Test
  void ofTwoChangesOfOneDraftOneCounts() {
    String versionNo = draft(menu("KEY"));
    Map<String, Object> edit = Map.of("revision", 1, "content", menu("KEY_2"));

    assertThat(put(versions(versionNo), edit).json().path("revision").asInt()).isEqualTo(2);
    assertThat(put(versions(versionNo), edit).text("code")).isEqualTo("MENU_CONFLICT");
    assertThat(publish(versionNo, 1).text("code")).isEqualTo("MENU_CONFLICT");
    assertThat(call("DELETE", versions(versionNo) + "?revision=1", null, "").text("code"))
        .isEqualTo("MENU_CONFLICT");
    assertThat(WECHAT.menus.changes()).isEmpty();
    assertThat(call("DELETE", versions(versionNo) + "?revision=2", null, "").status())
        .isEqualTo(204);
    assertThat(get(versions(versionNo)).text("code")).isEqualTo("MENU_NOT_FOUND");
  }

  @Test
  void aPublishedVersionStaysAndCanBeGoneBackTo() {
    String first = published(menu("KEY_1"));
    String second = published(menu("KEY_2"));
    assertThat(put(versions(first), Map.of("revision", 1, "content", menu("X"))).text("code"))
        .isEqualTo("MENU_STATE_INVALID");
    assertThat(get(versions(first) + "/diff?against=" + second).body())
        .contains("\"before\":\"KEY_2\"", "\"after\":\"KEY_1\"");

    becomesLive(first);

    assertThat(WECHAT.menus.menu()).contains("KEY_1");
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(first);
    assertThat(actsOn(first)).startsWith("MENU_PUBLISHED", "MENU_ROLLBACK_BEGUN");
  }

  @Test
  void ofConditionalMenusTheFirstCountsAndOnlyWhatDiffersIsSent() {
    Map<String, Object> ios = conditional(Map.of("clientPlatform", "IOS"));
    Map<String, Object> vip = conditional(Map.of("tagId", "101"));
    Map<String, Object> both = conditional(Map.of("tagId", "101", "clientPlatform", "IOS"));

    published(menu("KEY", vip, ios));
    assertThat(WECHAT.menus.rules())
        .containsExactly("{\"tag_id\":\"101\"}", "{\"client_platform_type\":\"1\"}");
    WECHAT.menus.calls.clear();
    published(menu("KEY", both, vip, ios));

    assertThat(WECHAT.menus.changes()).containsExactly("addconditional");
    WECHAT.menus.calls.clear();
    published(menu("KEY", vip, ios));
    assertThat(WECHAT.menus.changes()).containsExactly("delconditional");
    published(menu("KEY", ios, vip));
    assertThat(WECHAT.menus.rules())
        .containsExactly("{\"client_platform_type\":\"1\"}", "{\"tag_id\":\"101\"}");
  }

  @Test
  void aMenuThatWechatRefusesIsToldInWordsAndLeavesWhatWasPublished() {
    String first = published(menu("KEY_1"));
    String second = draft(menu("KEY_2"));
    WECHAT.menus.nextErrcodes.add(40055);

    Answer refused = publish(second, 1);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("code")).isEqualTo("MENU_REFUSED");
    assertThat(refused.json().at("/details/errcode").asString("")).isEqualTo("40055");
    assertThat(refused.body()).contains("the url of a button is not allowed");
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(first);
    assertThat(actsOn(second)).startsWith("MENU_REFUSED");
    becomesLive(second);
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(second);
  }

  @Test
  void aLostAnswerIsLookedForAtWechatAndNothingIsSentTwice() {
    String versionNo = draft(menu("KEY", conditional(Map.of("tagId", "101"))));
    WECHAT.menus.lostAnswers.add("create");
    WECHAT.menus.lostAnswers.add("addconditional");

    Answer answer = publish(versionNo, 1);

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.text("status")).isEqualTo("RUNNING");
    String publication = MENUS + "/publications/" + answer.text("publicationNo");
    await().until(() -> get(publication).text("status").equals("DONE"));
    assertThat(WECHAT.menus.changes()).containsExactly("create", "addconditional");
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(versionNo);
  }

  @Test
  void whileOnePublicationIsUnderWayNoOtherBegins() {
    String first = draft(menu("KEY_1"));
    String second = draft(menu("KEY_2"));
    WECHAT.menus.nextErrcodes.addAll(List.of(-1, 45009));

    assertThat(publish(first, 1).status()).isEqualTo(202);
    assertThat(publish(second, 1).text("code")).isEqualTo("MENU_PUBLISHING");

    await().until(() -> running() == 0);
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(first);
    becomesLive(second);
    assertThat(get(MENUS + "/publications?limit=1").json().at("/items/0/versionNo").asString(""))
        .isEqualTo(second);
  }

  @Test
  void ofManyWhoPublishAtOnceOneDoes() throws Exception {
    String versionNo = draft(menu("KEY"));

    List<Answer> answers = atOnce(6, () -> publish(versionNo, 1));

    assertThat(answers).anyMatch(answer -> answer.status() == 200);
    assertThat(answers)
        .allMatch(answer -> answer.status() == 200 || answer.text("code").startsWith("MENU_"));
    assertThat(WECHAT.menus.changes()).containsExactly("create");
  }

  @Test
  void aPublicationThatAnInstanceDiedWithIsTakenUp() {
    String versionNo = draft(menu("KEY"));
    jdbc.update("UPDATE menu_version SET status = 'FIXED' WHERE version_no = ?", versionNo);
    jdbc.update(
        "INSERT INTO menu_publication (publication_no, account, running_account, version_no,"
            + " operator_no, reason, status, attempts, next_attempt_at, lease_owner, created_at)"
            + " VALUES (?, ?, ?, ?, 'opr_test', 'r', 'RUNNING', 0, UTC_TIMESTAMP(3), 'mpb_dead',"
            + " UTC_TIMESTAMP(3))",
        "mnp_" + versionNo,
        APP_ID,
        APP_ID,
        versionNo);

    await().until(() -> get(MENUS + "/live").text("versionNo").equals(versionNo));
  }

  @Test
  void anAccessTokenThatWechatRefusesIsReplaced() {
    published(menu("KEY_1"));
    WECHAT.invalidateToken();

    published(menu("KEY_2"));

    assertThat(WECHAT.menus.menu()).contains("KEY_2");
  }

  @Test
  void whatIsLiveIsReadFromTheCacheAndSurvivesItsLoss() throws Exception {
    String first = published(menu("KEY_1"));
    double hits = count("hit");
    double loads = meters.counter("zhaoli.wechat.menu.loads").count();
    for (int i = 0; i < 10; i++) {
      assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(first);
    }
    assertThat(count("hit") - hits).isEqualTo(10);
    assertThat(meters.counter("zhaoli.wechat.menu.loads").count()).isEqualTo(loads);

    redis.delete(CACHED);
    List<Answer> answers = atOnce(16, () -> get(MENUS + "/live"));

    assertThat(answers).allMatch(answer -> answer.text("versionNo").equals(first));
    assertThat(meters.counter("zhaoli.wechat.menu.loads").count() - loads).isEqualTo(1);
    assertThat(redis.getExpire(CACHED)).isBetween(1L, 600L);

    redis.opsForHash().put(CACHED, "live", "{broken");
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(first);
  }

  @Test
  void whatAnInstanceReadBeforeAPublicationDoesNotComeBackAfterIt() {
    published(menu("KEY_1"));
    String second = published(menu("KEY_2"));
    jdbc.update("UPDATE menu_live SET revision = 1, announced = 0");

    await()
        .until(
            () ->
                jdbc.queryForList("SELECT announced FROM menu_live", Integer.class)
                    .equals(List.of(1)));

    assertThat(redis.opsForHash().get(CACHED, "revision")).isEqualTo("2");
    assertThat(get(MENUS + "/live").text("versionNo")).isEqualTo(second);
  }

  @Test
  void anotherInstanceSeesAPublicationAndOneWithoutRedisReadsTheDatabase() throws Exception {
    String first = published(menu("KEY_1"));
    try (ConfigurableApplicationContext other = another(environment, TestServers.redis().port());
        ConfigurableApplicationContext cutOff = another(environment, closedPort())) {
      assertThat(liveAt(other)).isEqualTo(first);
      assertThat(liveAt(cutOff)).isEqualTo(first);

      String second = published(menu("KEY_2"));

      assertThat(liveAt(other)).isEqualTo(second);
      Instant begun = Instant.now();
      List<String> read = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        read.add(liveAt(cutOff));
      }
      assertThat(read).containsOnly(second);
      // Each would wait for Redis' time-out of a second, were it asked each time.
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLICK", "scancode_waitmsg"})
  void aTapIsOnRecordAndAnsweredOnceByTheRuleOfItsKey(String tap) {
    String openid = openid();
    String key = "余额 " + openid;
    String rule = ruleFor(key);
    String pushed = event(openid, now(), tap, "<EventKey><![CDATA[" + key + "]]></EventKey>");

    List<String> answers =
        List.of(push(pushed).body(), push(pushed).body(), pushAgainAfterRedisForgot(pushed));

    assertThat(answers.get(0)).contains("<Content><![CDATA[您的余额]]></Content>");
    assertThat(answers.subList(1, 3)).containsOnly("success");
    await().until(() -> eventsOf(openid).equals(List.of("DONE")));
    assertThat(subjectsOf(openid)).containsExactly(key);
    assertThat(
            jdbc.queryForList(
                "SELECT rule_no FROM wechat_conversation WHERE openid = ? AND kind = 'CLICK'"
                    + " AND status = 'DONE'",
                String.class,
                openid))
        .containsExactly(rule);
    assertThat(WECHAT.customerMessagesTo(openid)).isEmpty();
  }

  @Test
  void aTapThatNoRuleIsMetByAndOneThatLeadsSomewhereAreOnRecord() {
    String clicker = openid();
    String viewer = openid();
    String address = "https://a.example/" + "x".repeat(1_000);

    Answer click = push(event(clicker, now(), "CLICK", "<EventKey>NOBODY</EventKey>"));
    Answer view =
        push(event(viewer, now(), "VIEW", "<EventKey><![CDATA[" + address + "]]></EventKey>"));
    push(event(viewer, now(), "something_new", "<EventKey>x</EventKey>"));

    assertThat(List.of(click.body(), view.body())).containsOnly("success");
    await().until(() -> eventsOf(clicker).equals(List.of("DONE")));
    await().until(() -> eventsOf(viewer).equals(List.of("DONE")));
    assertThat(subjectsOf(viewer)).containsExactly(address);
  }

  /** A rule that answers this key; answers its number. */
  private String ruleFor(String key) {
    Answer rule =
        post(
            "/ops/v1/wechat/reply-rules",
            Map.of(
                "name",
                "balance",
                "kind",
                "ON_CLICK",
                "pattern",
                key,
                "replies",
                List.of(Map.of("type", "text", "content", "您的余额"))));
    assertThat(rule.status()).as(rule.body()).isEqualTo(201);
    return rule.text("ruleNo");
  }

  private String pushAgainAfterRedisForgot(String pushed) {
    redis.delete(redis.keys("zhaoli:wechat:event:*"));
    return push(pushed).body();
  }

  private List<String> subjectsOf(String openid) {
    return jdbc.queryForList(
        "SELECT subject FROM wechat_event WHERE openid = ?", String.class, openid);
  }

  private List<String> eventsOf(String openid) {
    return jdbc.queryForList(
        "SELECT status FROM wechat_event WHERE openid = ?", String.class, openid);
  }

  private int running() {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM menu_publication WHERE status = 'RUNNING'", Integer.class);
    return count == null ? 0 : count;
  }

  private double count(String result) {
    return meters.counter("zhaoli.wechat.menu.cache", "result", result).count();
  }

  private static String versions(String versionNo) {
    return MENUS + "/versions/" + versionNo;
  }

  private String draft(Object content) {
    Answer answer = post(MENUS + "/versions", Map.of("note", "n", "content", content));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("versionNo");
  }

  private static String wish(int revision) {
    return "{\"revision\":" + revision + ",\"reason\":\"because\"}";
  }

  private Answer publish(String versionNo, int revision) {
    return call("POST", versions(versionNo) + "/publish", "application/json", wish(revision));
  }

  private String published(Object content) {
    String versionNo = draft(content);
    becomesLive(versionNo);
    return versionNo;
  }

  /** On a machine with much to do a call may pass its time-out: the sweep goes on then. */
  private void becomesLive(String versionNo) {
    Answer answer = publish(versionNo, 1);
    assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
    String publication = MENUS + "/publications/" + answer.text("publicationNo");
    await().until(() -> get(publication).text("status").equals("DONE"));
  }

  private List<String> actsOn(String versionNo) {
    JsonNode items = get("/ops/v1/wechat/audit-log?subject=" + versionNo).json().path("items");
    return items.valueStream().map(item -> item.path("action").asString("")).toList();
  }

  private static Map<String, Object> click(String name, String key) {
    return Map.of("type", "click", "name", name, "key", key);
  }

  private static Map<String, Object> menu(String key, Object... conditional) {
    return Map.of(
        "buttons",
        List.of(
            click("收款", key),
            Map.of(
                "name",
                "更多",
                "subButtons",
                List.of(Map.of("type", "view", "name", "官网", "url", "https://a.example")))),
        "conditional",
        List.of(conditional));
  }

  private static Map<String, Object> conditional(Map<String, Object> rule) {
    return Map.of("rule", rule, "buttons", List.of(click("专享", "VIP")));
  }

  private String liveAt(ConfigurableApplicationContext instance) {
    return callAt(portOf(instance), "ADMIN", "GET", MENUS + "/live", "").text("versionNo");
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Answer put(String path, Object body) {
    return call("PUT", path, "application/json", JSON.writeValueAsString(body));
  }

  private Answer callAs(String roles, String method, String path, String body) {
    return callAt(port, roles, method, path, body);
  }

  private Answer callAt(int there, String roles, String method, String path, String body) {
    return call(there, roles, method, path, body.isEmpty() ? null : "application/json", body);
  }
}
