package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The main account, and a second one, whose own user name is gh_2. */
class AccountsIT extends RunningService {
  private static final String OF_SECOND = "?account=" + SECOND_APP_ID;
  private static final String RULES = "/ops/v1/wechat/reply-rules";
  private static final String FOLLOWERS = "/ops/v1/wechat/followers/";

  @AfterEach
  void noRuleIsLeftForTheNextTest() {
    for (String account : List.of(APP_ID, SECOND_APP_ID)) {
      for (JsonNode rule : get(RULES + "?account=" + account).json().path("items")) {
        call(
            "DELETE",
            RULES
                + "/"
                + rule.path("ruleNo").asString("")
                + "?expectedVersion="
                + rule.path("version").asLong(),
            null,
            "");
      }
    }
  }

  @Test
  void anAccountsAddressTakesWhatIsSignedForThatAccountOnly() {
    String openid = openid();
    String second = toSecond(click(openid, "KEY"));

    assertThat(pushTo(SECOND_APP_ID, TOKEN, second).text("code"))
        .isEqualTo("WECHAT_SIGNATURE_INVALID");
    assertThat(call("POST", "/wechat/portal" + signed(SECOND_TOKEN, now()), "text/xml", second))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(403));
    assertThat(pushTo("wx0", TOKEN, second).text("code")).isEqualTo("WECHAT_ACCOUNT_NOT_FOUND");
    assertThat(accountsOf(openid)).isEmpty();

    assertThat(pushTo(SECOND_APP_ID, SECOND_TOKEN, second).body()).isEqualTo("success");
    assertThat(accountsOf(openid)).containsExactly(SECOND_APP_ID);
    assertThat(
            get("/wechat/portal/" + SECOND_APP_ID + signed(SECOND_TOKEN, now()) + "&echostr=77")
                .body())
        .isEqualTo("77");
  }

  @Test
  void theMainAccountHasTwoAddressesAndAnEventAtBothCountsOnce() {
    String openid = openid();
    String xml = click(openid, "KEY");

    assertThat(push(xml).body()).isEqualTo("success");
    assertThat(pushTo(APP_ID, TOKEN, xml).body()).isEqualTo("success");

    assertThat(accountsOf(openid)).containsExactly(APP_ID);
  }

  @Test
  void whatLooksTheSameOnTwoAccountsIsTwoEvents() {
    String openid = openid();
    String xml = click(openid, "KEY");

    push(xml);
    pushTo(SECOND_APP_ID, SECOND_TOKEN, toSecond(xml));

    assertThat(accountsOf(openid)).containsExactlyInAnyOrder(APP_ID, SECOND_APP_ID);
  }

  @Test
  void aFollowerIsShownWithTheEventsAndTheLinksOfTheOwnAccount() {
    String openid = openid();
    push(event(openid, now() - 20, "subscribe", ""));
    push(click(openid, "MAIN"));
    pushTo(SECOND_APP_ID, SECOND_TOKEN, toSecond(event(openid, now() - 10, "subscribe", "")));
    for (String account : List.of("", OF_SECOND)) {
      await().until(() -> get(FOLLOWERS + openid + account).status() == 200);
    }
    jdbc.update(
        "UPDATE wechat_event SET app_id = NULL WHERE openid = ? AND kind = 'MENU_CLICK'", openid);

    JsonNode main = get(FOLLOWERS + openid).json();
    JsonNode second = get(FOLLOWERS + openid + OF_SECOND).json();

    assertThat(kindsOf(main)).containsExactly("MENU_CLICK", "FOLLOW");
    assertThat(kindsOf(second)).containsExactly("FOLLOW");
    assertThat(second.path("links").valueStream().map(JsonNode::asString))
        .allMatch(link -> get(link).status() == 200)
        .allMatch(link -> link.contains(SECOND_APP_ID) && link.contains(openid));
  }

  @Test
  void whatIsAddressedToAnotherAccountIsRefused() {
    String openid = openid();

    Answer answer = pushTo(SECOND_APP_ID, SECOND_TOKEN, click(openid, "KEY"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(accountsOf(openid)).isEmpty();
  }

  @Test
  void anEncryptedPushIsReadAndAnsweredWithItsAccountsKey() {
    rule(OF_SECOND, "密", "第二");
    String encrypted =
        encryptedPartOf(
            crypt(SECOND_APP_ID, SECOND_TOKEN, SECOND_AES_KEY)
                .encrypt(toSecond(text(openid(), "密"))));
    String at = String.valueOf(now());
    String query =
        "?signature=%s&timestamp=%s&nonce=n1&encrypt_type=aes&msg_signature=%s"
            .formatted(
                SHA1.gen(SECOND_TOKEN, at, "n1"), at, SHA1.gen(SECOND_TOKEN, at, "n1", encrypted));

    Answer answer =
        call(
            "POST",
            "/wechat/portal/" + SECOND_APP_ID + query,
            "text/xml",
            "<xml><ToUserName>gh_2</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>");

    assertThat(
            WxMpXmlMessage.fromXml(
                    crypt(SECOND_APP_ID, SECOND_TOKEN, SECOND_AES_KEY)
                        .decrypt(encryptedPartOf(answer.body())))
                .getContent())
        .isEqualTo("第二");
  }

  @Test
  void eachAccountAnswersByItsOwnRulesAndSpeaksToItsFollowersItself() {
    rule("", "地址", "总店");
    rule(OF_SECOND, "地址", "分店一", "分店二");
    String follower = openid();
    String others = openid();
    int calls = WECHAT.calls.size();

    assertThat(push(text(others, "地址")).body()).contains("总店");
    assertThat(pushTo(SECOND_APP_ID, SECOND_TOKEN, toSecond(text(follower, "地址"))).body())
        .contains("分店一");

    await().until(() -> WECHAT.customerMessagesTo(follower).size() == 1);
    assertThat(WECHAT.calls.subList(calls, WECHAT.calls.size()))
        .filteredOn(call -> call.endsWith("/message/custom/send"))
        .containsExactly(SECOND_APP_ID + " /cgi-bin/message/custom/send");
    assertThat(get(RULES).json().path("items").size()).isEqualTo(1);
    assertThat(conversations(OF_SECOND, follower)).containsExactly(SECOND_APP_ID);
    assertThat(conversations("?account=" + APP_ID, follower)).isEmpty();
    assertThat(conversations("?account=" + APP_ID, others)).containsExactly(APP_ID);
    assertThat(tried(OF_SECOND)).isEqualTo("分店一");
    assertThat(tried("")).isEqualTo("总店");
    assertThat(get(RULES + "?account=wx0").text("code")).isEqualTo("WECHAT_ACCOUNT_NOT_FOUND");
  }

  @Test
  void aMenuIsPublishedOnItsAccountOnly() {
    WECHAT.menus.reset();
    int calls = WECHAT.calls.size();
    String menu =
        """
        {"note":"second","content":{"buttons":[{"type":"click","name":"帮助","key":"HELP"}]}}
        """;
    Answer draft =
        call("POST", "/ops/v1/wechat/menus/versions" + OF_SECOND, "application/json", menu);
    String version = "/ops/v1/wechat/menus/versions/" + draft.text("versionNo");

    assertThat(draft.text("account")).isEqualTo(SECOND_APP_ID);
    assertThat(get(version).text("code")).isEqualTo("MENU_NOT_FOUND");
    Answer published =
        call(
            "POST",
            version + "/publish" + OF_SECOND,
            "application/json",
            JSON.writeValueAsString(
                Map.of("revision", draft.json().path("revision").asInt(), "reason", "opening")));

    assertThat(published.status()).as(published.body()).isEqualTo(200);
    assertThat(WECHAT.calls.subList(calls, WECHAT.calls.size()))
        .contains(SECOND_APP_ID + " /cgi-bin/menu/create")
        .allMatch(call -> call.startsWith(SECOND_APP_ID));
    assertThat(get("/ops/v1/wechat/menus/live" + OF_SECOND).text("account"))
        .isEqualTo(SECOND_APP_ID);
    assertThat(get(version + "/diff" + OF_SECOND).json().path("same").asBoolean()).isTrue();
  }

  @Test
  void merchantsHearOfTheMainAccountOnly() {
    String follower = openid();
    String xml = toSecond(event(follower, now(), "unsubscribe", "<EventKey></EventKey>"));
    String scan = toSecond(scan(follower, now(), newScene("qr-of-main")));

    pushTo(SECOND_APP_ID, SECOND_TOKEN, xml);
    pushTo(SECOND_APP_ID, SECOND_TOKEN, scan);

    await().until(() -> statusOf(follower, "UNBINDING").equals(List.of("DONE")));
    await().until(() -> statusOf(follower, "SCAN").equals(List.of("REFUSED")));
    assertThat(MERCHANTS.unbindingsOf(follower)).isEmpty();
    assertThat(MERCHANTS.scansBy(follower)).isEmpty();
  }

  @Test
  void operatorsSeeTheAccountsWithoutTheirSecrets() {
    newScene("qr-accounts");

    Answer answer = get("/ops/v1/wechat/accounts");

    JsonNode main = answer.json().path("items").get(0);
    JsonNode second = answer.json().path("items").get(1);
    assertThat(main.path("appId").asString("")).isEqualTo(APP_ID);
    assertThat(main.path("main").asBoolean()).isTrue();
    assertThat(main.path("mode").asString("")).isEqualTo("COMPATIBLE");
    assertThat(main.path("token").asString("")).isEqualTo("KEPT");
    assertThat(main.path("tokenSecondsLeft").asLong()).isBetween(1L, 7_200L);
    assertThat(second.path("name").asString("")).isEqualTo("second");
    assertThat(second.path("portal").asString("")).isEqualTo("/wechat/portal/" + SECOND_APP_ID);
    assertThat(second.path("main").asBoolean()).isFalse();
    assertThat(answer.body())
        .doesNotContain(
            APP_SECRET, TOKEN, AES_KEY, SECOND_APP_SECRET, SECOND_TOKEN, SECOND_AES_KEY, "token-");
  }

  @Test
  void whatIsOfBeforeThereWereSeveralAccountsIsTheMainOnes() {
    String openid = openid();
    push(text(openid, "vor " + UUID.randomUUID()));
    jdbc.update("UPDATE wechat_conversation SET account = 'default' WHERE openid = ?", openid);
    String ruleNo = rule("", "旧", "旧规则").path("ruleNo").asString("");
    jdbc.update("UPDATE reply_rule SET account = 'default' WHERE rule_no = ?", ruleNo);

    assertThat(conversations("", openid)).containsExactly(APP_ID);
    assertThat(get(RULES + "/" + ruleNo).text("account")).isEqualTo(APP_ID);
    await()
        .until(
            () ->
                owner(jdbc, "SELECT account FROM reply_rule WHERE rule_no = ?", ruleNo)
                        .equals(APP_ID)
                    && owner(
                            jdbc,
                            "SELECT account FROM wechat_conversation WHERE openid = ?",
                            openid)
                        .equals(APP_ID));
    assertThat(push(text(openid(), "旧")).body()).contains("旧规则");
  }

  private static String owner(JdbcTemplate jdbc, String sql, String key) {
    return String.valueOf(jdbc.queryForObject(sql, String.class, key));
  }

  private static String click(String openid, String key) {
    return event(openid, now(), "CLICK", "<EventKey>" + key + "</EventKey>");
  }

  private static String text(String openid, String content) {
    return ("<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName>"
            + "<CreateTime>%d</CreateTime><MsgType>text</MsgType><Content>%s</Content>"
            + "<MsgId>%d</MsgId></xml>")
        .formatted(openid, now(), content, System.nanoTime());
  }

  private static String toSecond(String xml) {
    return xml.replace("gh_1", "gh_2");
  }

  private Answer pushTo(String appId, String token, String xml) {
    return call("POST", "/wechat/portal/" + appId + signed(token, now()), "text/xml", xml);
  }

  private JsonNode rule(String query, String pattern, String... replies) {
    List<Map<String, String>> parts =
        List.of(replies).stream().map(reply -> Map.of("type", "text", "content", reply)).toList();
    Answer answer =
        post(
            RULES + query,
            Map.of("name", pattern, "kind", "EXACT", "pattern", pattern, "replies", parts));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private String tried(String query) {
    return post(RULES + "/try" + query, Map.of("text", "地址"))
        .json()
        .at("/answering/replies/0/content")
        .asString("");
  }

  private static List<String> kindsOf(JsonNode follower) {
    return follower
        .path("events")
        .valueStream()
        .map(event -> event.path("kind").asString(""))
        .toList();
  }

  private List<String> accountsOf(String openid) {
    return jdbc.queryForList(
        "SELECT app_id FROM wechat_event WHERE openid = ?", String.class, openid);
  }

  private List<String> statusOf(String openid, String kind) {
    return jdbc.queryForList(
        "SELECT status FROM wechat_event WHERE openid = ? AND kind = ?",
        String.class,
        openid,
        kind);
  }

  /** The accounts of the conversations with a follower. */
  private List<String> conversations(String query, String openid) {
    String path = "/ops/v1/wechat/conversations" + (query.isEmpty() ? "?" : query + "&");
    return get(path + "openid=" + openid)
        .json()
        .path("items")
        .valueStream()
        .map(one -> one.path("account").asString(""))
        .toList();
  }
}
