package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.TestServers;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyPlan;
import com.zhaoli.pay.wechat.reply.ReplySource;
import com.zhaoli.pay.wechat.reply.internal.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** Two instances, the second of which reaches Redis over a line that can be slow. */
@ExtendWith(OutputCaptureExtension.class)
class ReplyIT extends RunningService {
  private static final String RULES = "/ops/v1/wechat/reply-rules";
  private static final String RULES_VERSION = "zhaoli:wechat:reply-rules:version";
  private static final String DEFAULT = "您好，您的消息已收到。";
  private static final AtomicLong MSG_IDS = new AtomicLong(System.nanoTime());

  @Autowired private ConversationStore conversations;

  private static SlowRelay relay;
  private static ConfigurableApplicationContext second;
  private static int secondPort;

  @BeforeAll
  static void aSecondInstanceRuns(@Autowired Environment first) {
    relay = new SlowRelay(TestServers.redis().port());
    second = another(first, relay.port());
    secondPort = portOf(second);
  }

  @AfterAll
  static void theSecondInstanceEnds() {
    second.close();
  }

  /** Enough answers that the few failures of these tests do not open its breaker. */
  @BeforeEach
  void theChatbotIsTrusted() {
    for (int i = 0; i < 3; i++) {
      push(text(openid(), "warm " + UUID.randomUUID(), msgId()));
    }
  }

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    CHATBOT.recover();
    relay.delayMillis = 0;
    WECHAT.nextCustomerErrcodes.clear();
    WECHAT.nextCustomerFaults.clear();
    for (JsonNode rule : get(RULES).json().path("items")) {
      call(
          "DELETE",
          RULES + "/" + ruleNo(rule) + "?expectedVersion=" + rule.path("version").asLong(),
          null,
          "");
    }
  }

  @Test
  void aRuleAnswersThePush() {
    rule("EXACT", "营业时间", text("周一至周五 9:00-18:00"));

    WxMpXmlMessage answer = message(push(text(openid(), "　营业时间 ", msgId())));

    assertThat(answer.getMsgType()).isEqualTo("text");
    assertThat(answer.getContent()).isEqualTo("周一至周五 9:00-18:00");
  }

  @Test
  void anEncryptedPushGetsAnEncryptedAnswer() {
    rule("EXACT", "密", text("回复 ]]></Content><x>"));
    String encrypted = encrypt(text(openid(), "密", msgId()));
    String timestamp = String.valueOf(now());
    String query =
        "?signature=%s&timestamp=%s&nonce=n1&encrypt_type=aes&msg_signature=%s"
            .formatted(
                SHA1.gen(TOKEN, timestamp, "n1"),
                timestamp,
                SHA1.gen(TOKEN, timestamp, "n1", encrypted));

    Answer answer =
        call(
            "POST",
            "/wechat/portal" + query,
            "text/xml",
            "<xml><ToUserName>gh_1</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>");

    assertThat(answer.body()).contains("<Encrypt>").doesNotContain("回复");
    String inner = encryptedPartOf(answer.body());
    assertThat(WxMpXmlMessage.fromXml(crypt().decrypt(inner)).getContent())
        .isEqualTo("回复 ]]></Content><x>");
  }

  @Test
  void whatAFollowerWritesComesBackAsTextWhateverItHolds() {
    String attack = "]]></Content><MsgType>news</MsgType><Content><![CDATA[ & <b>";
    String pushed = attack.replace("]]>", "]]]]><![CDATA[>");

    WxMpXmlMessage answer = message(push(text(openid(), pushed, msgId())));

    assertThat(answer.getMsgType()).isEqualTo("text");
    assertThat(answer.getContent()).isEqualTo("bot: " + attack);
  }

  @Test
  void theChatbotAnswersWhatNoRuleDoesAndRemembersItsAnswer() {
    CHATBOT.prefix = "第一行{br}";
    String question = "问题 " + UUID.randomUUID();

    WxMpXmlMessage first = message(push(text(openid(), question, msgId())));
    WxMpXmlMessage second = message(push(text(openid(), question, msgId())));

    assertThat(first.getContent()).isEqualTo("第一行\n" + question);
    assertThat(second.getContent()).isEqualTo(first.getContent());
    assertThat(CHATBOT.questions.stream().filter(question::equals)).hasSize(1);
  }

  @Test
  void aChatbotThatFailsLeavesTheDefaultAnswer() {
    CHATBOT.result = 1;

    assertThat(message(push(text(openid(), "x " + UUID.randomUUID(), msgId()))).getContent())
        .isEqualTo(DEFAULT);
  }

  @Test
  void whatIsNoTextGetsTheConfiguredAnswer() {
    String picture =
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime>"
                .formatted(openid(), now())
            + "<MsgType>image</MsgType><PicUrl>http://a.example/</PicUrl><MediaId>m</MediaId><MsgId>"
            + msgId()
            + "</MsgId></xml>";

    assertThat(message(push(picture)).getContent()).startsWith("暂时只能处理文字消息");
    assertThat(push(picture).body()).isEqualTo("success");
  }

  @Test
  void aMenusKeyAndANewFollowerAreAnsweredByTheirRules() {
    rule("ON_CLICK", "HELP", text("帮助"));
    rule("ON_SUBSCRIBE", "", text("欢迎关注"));
    String openid = openid();

    assertThat(
            message(push(event(openid, now(), "CLICK", "<EventKey>HELP</EventKey>"))).getContent())
        .isEqualTo("帮助");
    assertThat(push(event(openid, now(), "CLICK", "<EventKey>help</EventKey>")).body())
        .isEqualTo("success");
    assertThat(
            message(push(event(openid, now(), "subscribe", "<EventKey></EventKey>"))).getContent())
        .isEqualTo("欢迎关注");
  }

  @Test
  void theOtherPartsOfAnAnswerFollowInOrder() {
    rule(
        "EXACT",
        "套餐",
        text("一"),
        Map.of("type", "picture", "mediaId", "media-1"),
        Map.of(
            "type", "news",
            "title", "三",
            "picUrl", "https://a.example/p.png",
            "url", "https://a.example/"),
        text("四"));
    String openid = openid();

    assertThat(message(push(text(openid, "套餐", msgId()))).getContent()).isEqualTo("一");

    await().until(() -> WECHAT.customerMessagesTo(openid).size() == 3);
    assertThat(WECHAT.customerMessagesTo(openid).stream().map(m -> m.path("msgtype").asString("")))
        .containsExactly("image", "news", "text");
    await().until(() -> "DONE".equals(conversation(openid).get("status")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void threePushesWithAChatbotThatHangsGetOneAnswerWithinFiveSeconds(boolean atOnce)
      throws Exception {
    CHATBOT.hangs = true;
    String openid = openid();
    String xml = text(openid, "慢 " + UUID.randomUUID(), msgId());
    List<Timed> pushes = new ArrayList<>();

    if (atOnce) {
      pushes.addAll(atOnce(3, () -> Timed.of(() -> push(xml))));
    } else {
      pushes.add(Timed.of(() -> push(xml)));
      pushes.add(Timed.of(() -> pushTo(secondPort, xml)));
      pushes.add(Timed.of(() -> push(xml)));
    }

    assertInTime(pushes.toArray(Timed[]::new));
    assertThat(pushes).allMatch(push -> push.answer().body().equals("success"));
    await().until(() -> !WECHAT.customerMessagesTo(openid).isEmpty());
    await().until(() -> "DONE".equals(conversation(openid).get("status")));
    assertThat(WECHAT.customerMessagesTo(openid)).hasSize(1);
    assertThat(said(openid)).containsExactly(DEFAULT);
  }

  @Test
  void aMessageIsAnsweredOnceHoweverOftenAndWhereverItIsPushed() throws Exception {
    rule("EXACT", "一次", text("一次"));
    awaitAnswer(secondPort, "一次", "一次");
    String openid = openid();
    String xml = text(openid, "一次", msgId());
    AtomicLong turn = new AtomicLong();

    List<Answer> answers =
        atOnce(12, () -> pushTo(turn.incrementAndGet() % 2 == 0 ? port : secondPort, xml));
    redis.delete(redis.keys("zhaoli:wechat:event:*"));
    answers.addAll(atOnce(4, () -> push(xml)));

    assertThat(answers.stream().filter(answer -> answer.body().contains("<xml>"))).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.body().equals("success"))).hasSize(15);
    assertThat(WECHAT.customerMessagesTo(openid)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"200, false", "3000, false", "200, true", "3000, true"})
  void aRedisThatIsSlowOrHangsDelaysNoAnswerBeyondFiveSeconds(long delayMillis, boolean tap) {
    rule("ON_CLICK", "FAST", text("好"));
    rule("EXACT", "快", text("好"));
    awaitAnswer(secondPort, "快", "好");
    relay.delayMillis = delayMillis;
    String xml = tap ? tap() : text(openid(), "快", msgId());
    String other = tap ? tap() : text(openid(), "快", msgId());

    Timed first = Timed.of(() -> pushTo(secondPort, xml));
    Timed second = Timed.of(() -> pushTo(secondPort, other));
    Answer again = pushTo(secondPort, xml);

    assertInTime(first, second);
    assertThat(message(first.answer()).getContent()).isEqualTo("好");
    assertThat(message(second.answer()).getContent()).isEqualTo("好");
    assertThat(again.body()).isEqualTo("success");
  }

  private static String tap() {
    return event(openid(), now(), "CLICK", "<EventKey>FAST</EventKey>");
  }

  @Test
  void aChangedRuleIsInForceOnTheOtherInstanceSoonAndAlsoWithoutRedis() {
    JsonNode rule = rule("EXACT", "版本", text("甲"));
    awaitAnswer(secondPort, "版本", "甲");

    change(rule, "乙");
    // Redis has told, and the database, which is asked more seldom, never would.
    jdbc.update("UPDATE reply_rule_version SET version = version - 1");
    awaitAnswer(secondPort, "版本", "乙");

    redis.delete(RULES_VERSION);
    JsonNode now = get(RULES + "/" + ruleNo(rule)).json();
    jdbc.update(
        "UPDATE reply_rule SET enabled = 0, version = version + 1 WHERE rule_no = ?", ruleNo(now));
    jdbc.update("UPDATE reply_rule_version SET version = version + 2");
    awaitAnswer(secondPort, "版本", "bot: 版本");
  }

  @Test
  void rulesAreNotReadOverAndOverForAVersionThatTheDatabaseDoesNotHave(CapturedOutput output) {
    // As after the database was restored, and Redis was not.
    redis.opsForValue().set(RULES_VERSION, "9000000000000");
    try {
      await().until(() -> readingsOfRules(output) >= 2);
      long read = readingsOfRules(output);
      await().during(Duration.ofSeconds(2)).until(() -> readingsOfRules(output) <= read + 2);
    } finally {
      redis.delete(RULES_VERSION);
    }
  }

  @Test
  void anAnswerThatAnInstanceDiedWithIsBroughtByAnother() {
    String openid = openid();
    push(text(openid, "恢复", msgId()));
    jdbc.update(
        "UPDATE wechat_conversation SET status = 'PENDING', source = NULL, reply = NULL, parts = 0,"
            + " parts_begun = 0, settled_at = NULL, lease_owner = 'rpl_dead',"
            + " next_attempt_at = UTC_TIMESTAMP(3) WHERE openid = ?",
        openid);

    await().until(() -> said(openid).equals(List.of("bot: 恢复")));
    await().until(() -> "DONE".equals(conversation(openid).get("status")));
  }

  @Test
  void aPartThatWechatPerhapsTookIsNotSentAgain() {
    rule("EXACT", "丢", text("一"), text("二"), text("三"));
    WECHAT.nextCustomerFaults.add(WechatApi.Fault.LOST_ANSWER);
    String openid = openid();

    push(text(openid, "丢", msgId()));

    await().until(() -> "DONE".equals(conversation(openid).get("status")));
    assertThat(said(openid)).containsExactly("二", "三");
    assertThat(String.valueOf(conversation(openid).get("problem"))).contains("part 2");
  }

  @Test
  void partsThatWereBegunMeanwhileAreNotSentAgainForOneThatCameBackLate() {
    FollowerAct act =
        new FollowerAct(APP_ID, "late-" + UUID.randomUUID(), openid(), ActKind.TEXT, "晚");
    Instant now = Instant.now();
    Instant never = now.plus(Duration.ofDays(1));
    long id = conversations.claim(act, "rpl_me", now, never).orElseThrow();
    conversations.plan(
        id,
        "rpl_me",
        act,
        new ReplyPlan(
            ReplySource.CHATBOT,
            null,
            List.of(new Reply.Text("一"), new Reply.Text("二"), new Reply.Text("三"))),
        false,
        now);
    conversations.beginPart(id, "rpl_me", 0, never);
    conversations.beginPart(id, "rpl_me", 1, never);

    conversations.postpone(id, "rpl_me", 1, 0, 1, "the first part came back late", never);

    assertThat(String.valueOf(conversation(act.openid()).get("parts_begun"))).isEqualTo("2");
    assertThat(conversations.beginPart(id, "rpl_me", 0, never)).isFalse();
    jdbc.update("UPDATE wechat_conversation SET status = 'DONE' WHERE id = ?", id);
  }

  @Test
  void aPartThatWechatSurelyDidNotTakeIsSentLater() {
    rule("EXACT", "忙", text("一"), text("二"));
    WECHAT.nextCustomerErrcodes.add(-1);
    String openid = openid();

    push(text(openid, "忙", msgId()));

    await().until(() -> "DONE".equals(conversation(openid).get("status")));
    assertThat(said(openid)).containsExactly("二");
  }

  @ParameterizedTest
  @ValueSource(ints = {45015, 45047, 40003})
  void whatWechatRefusesForGoodEndsTheAnswer(int errcode) {
    rule("EXACT", "止", text("一"), text("二"), text("三"));
    WECHAT.nextCustomerErrcodes.add(errcode);
    String openid = openid();

    push(text(openid, "止", msgId()));

    await().until(() -> "FAILED".equals(conversation(openid).get("status")));
    assertThat(said(openid)).isEmpty();
    assertThat(String.valueOf(conversation(openid).get("problem")))
        .contains(String.valueOf(errcode));
  }

  @Test
  void ofTwoChangesOfOneVersionOneHappensAndAllIsOnRecord() {
    JsonNode rule = rule("EXACT", "记录", text("甲"));
    String path = RULES + "/" + ruleNo(rule);

    assertThat(change(rule, "乙").status()).isEqualTo(200);
    Answer late = change(rule, "丙");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("code")).isEqualTo("REPLY_RULE_CONFLICT");
    assertThat(post(path + "/disable", Map.of("expectedVersion", 1)).status()).isEqualTo(200);
    assertThat(push(text(openid(), "记录", msgId())).body()).doesNotContain("乙");
    assertThat(post(path + "/enable", Map.of("expectedVersion", 2)).status()).isEqualTo(200);
    assertThat(call("DELETE", path + "?expectedVersion=2", null, "").status()).isEqualTo(409);
    assertThat(call("DELETE", path + "?expectedVersion=3", null, "").status()).isEqualTo(204);
    assertThat(get(path).status()).isEqualTo(404);

    JsonNode entries = get("/ops/v1/wechat/audit-log?subject=" + ruleNo(rule)).json().path("items");
    assertThat(entries.valueStream().map(entry -> entry.path("action").asString("")))
        .containsExactly(
            "REPLY_RULE_DELETED",
            "REPLY_RULE_ENABLED",
            "REPLY_RULE_DISABLED",
            "REPLY_RULE_CHANGED",
            "REPLY_RULE_CREATED");
    assertThat(entries.get(0).path("operatorNo").asString("")).isEqualTo("opr_test");
    assertThatThrownBy(() -> jdbc.update("DELETE FROM wechat_audit_log"))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> jdbc.update("UPDATE wechat_audit_log SET operator_no = 'x'"))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void aRuleThatCannotBeOneIsRefused() {
    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of(),
            body("REGEX", "(a{1000}){1000}", text("x")),
            body("REGEX", "(a)\\1", text("x")),
            body("EXACT", "", text("x")),
            body("NO_KIND", "x", text("x")),
            body("EXACT", "x", text(" ")),
            body("EXACT", "x", Map.of("type", "voice", "mediaId", "m")),
            body("EXACT", "x", Map.of("type", "picture")),
            body("EXACT", "x", Map.of("type", "text")),
            with(body("EXACT", "x", text("x")), "window", Map.of("from", "09:00")),
            with(body("EXACT", "x", text("x")), "priority", 1001))) {
      Answer answer = post(RULES, body);
      assertThat(answer.status()).as(body + " " + answer.body()).isEqualTo(400);
    }
    assertThat(get(RULES).json().path("items")).isEmpty();
  }

  @Test
  void aCatastrophicPatternIsHarmless() {
    rule("REGEX", "^(([a-z])+.)+[A-Z]([a-z])+$", text("x"));

    Answer answer = push(text(openid(), "a".repeat(2000), msgId()));

    assertThat(message(answer).getContent()).startsWith("bot: aaa");
  }

  @Test
  void theTrialSaysWhichRuleAnswersAndWhyTheOthersDoNot() {
    rule("CONTAINS", "退款", text("甲"));
    Map<String, Object> night = with(body("EXACT", "退款", text("乙")), "priority", 9);
    night.put("window", Map.of("from", "22:00", "to", "06:00"));
    post(RULES, night);

    JsonNode trial =
        post(RULES + "/try", Map.of("text", "退款", "at", "2026-11-27T04:00:00Z")).json();
    JsonNode atNight =
        post(RULES + "/try", Map.of("text", "退款", "at", "2026-11-27T15:00:00Z")).json();

    assertThat(trial.path("answering").path("kind").asString("")).isEqualTo("CONTAINS");
    assertThat(trial.path("opinions").valueStream().map(o -> o.path("verdict").asString("")))
        .containsExactly("OUTSIDE_WINDOW", "ANSWERS");
    assertThat(atNight.path("opinions").valueStream().map(o -> o.path("verdict").asString("")))
        .containsExactly("ANSWERS", "OVERRULED");
    assertThat(post(RULES + "/try", Map.of("text", "别的")).json().path("answering").isMissingNode())
        .isTrue();
  }

  @Test
  void auditorsReadAndOnlyAdministratorsChange() {
    assertThat(call(port, "AUDITOR", "GET", RULES, null, "").status()).isEqualTo(200);
    assertThat(call(port, "", "GET", RULES, null, "").status()).isEqualTo(403);
    assertThat(
            call(
                    port,
                    "AUDITOR",
                    "POST",
                    RULES,
                    "application/json",
                    ChatbotSide.JSON.writeValueAsString(body("EXACT", "x", text("x"))))
                .status())
        .isEqualTo(403);
    assertThat(call(port, "", "GET", "/ops/v1/wechat/conversations", null, "").status())
        .isEqualTo(403);
    assertThat(call(port, "", "GET", "/ops/v1/wechat/audit-log", null, "").status()).isEqualTo(403);
  }

  @Test
  void conversationsAreKeptEncryptedAndFoundPageByPage() {
    String openid = openid();
    for (int i = 0; i < 5; i++) {
      push(text(openid, "我的电话 " + i, msgId()));
    }

    assertThat(jdbc.queryForList("SELECT content, reply FROM wechat_conversation").toString())
        .doesNotContain("电话");
    List<String> found = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 3; page++) {
      JsonNode answer = get("/ops/v1/wechat/conversations?limit=2&openid=" + openid + after).json();
      answer.path("items").forEach(item -> found.add(item.path("content").asString("")));
      after = "&after=" + answer.path("next").asString("");
    }
    assertThat(found).containsExactly("我的电话 4", "我的电话 3", "我的电话 2", "我的电话 1", "我的电话 0");
    assertThat(after).isEqualTo("&after=");
    JsonNode newest = get("/ops/v1/wechat/conversations?limit=1&openid=" + openid).json();
    assertThat(newest.at("/items/0/reply/0/content").asString("")).isEqualTo("bot: 我的电话 4");
    assertThat(newest.at("/items/0/source").asString("")).isEqualTo("CHATBOT");
    assertThat(get("/ops/v1/wechat/conversations?to=2020-01-01T00:00:00Z").json().path("items"))
        .isEmpty();
    assertThat(get("/ops/v1/wechat/conversations?after=x").status()).isEqualTo(400);
    assertThat(get("/ops/v1/wechat/audit-log?subject=" + openid).json().path("items")).isNotEmpty();
  }

  @Test
  void timesThatNoDatabaseKeepsAreRefusedByName() {
    for (String asked :
        List.of("conversations?from", "conversations?to", "messages?from", "messages?to")) {
      for (String time : List.of("%2B1000000000-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
        assertThat(problem(get("/ops/v1/wechat/" + asked + "=" + time), asked))
            .as(asked + "=" + time)
            .isEqualTo("must be from 1970 to 9999");
      }
    }
    assertThat(problem(get("/ops/v1/wechat/messages/usage?day=%2B999999999-12-31"), "?day"))
        .isEqualTo("must be from 1970 to 9999");
    assertThat(
            problem(
                post(RULES + "/try", Map.of("text", "x", "at", "+1000000000-01-01T00:00:00Z")),
                "?at"))
        .isEqualTo("must be from 1970 to 9999");
  }

  /** What an answer says about the parameter that is the last of this. */
  private static String problem(Answer refused, String asked) {
    assertThat(refused.status()).isEqualTo(400);
    return refused.json().at("/details/" + asked.substring(asked.indexOf('?') + 1)).asString("");
  }

  @Test
  void thePageThatTakesAllConversationsIsTheLast() {
    String openid = openid();
    push(text(openid, "一", msgId()));
    push(text(openid, "二", msgId()));

    JsonNode page = get("/ops/v1/wechat/conversations?limit=2&openid=" + openid).json();

    assertThat(page.path("items").size()).isEqualTo(2);
    assertThat(page.has("next")).isFalse();
  }

  @Test
  void anAccountWithAsManyRulesAsItMayHaveTakesNoneFromAnother() {
    jdbc.update(
        """
        INSERT INTO reply_rule (rule_no, account, name, kind, pattern, priority, replies_json,
               enabled, version, created_at, created_by, updated_at, updated_by)
        SELECT CONCAT('rul_0many_', seq), ?, 'many', 'EXACT', CONCAT('many ', seq), 0,
               '[{"type":"text","content":"x"}]', 1, 1, NOW(3), 'opr_test', NOW(3), 'opr_test'
          FROM seq_1_to_500
        """,
        APP_ID);
    try {
      assertThat(post(RULES, body("EXACT", "五百零一", text("x"))).text("code"))
          .isEqualTo("REPLY_RULE_LIMIT_REACHED");
      Answer there =
          post(RULES, with(body("EXACT", "另一个", text("第二个公众号")), "account", SECOND_APP_ID));
      assertThat(there.status()).as(there.body()).isEqualTo(201);
      assertThat(get(RULES).json().path("items").size()).isEqualTo(500);
      assertThat(get(RULES + "?account=" + SECOND_APP_ID).body()).contains("另一个");

      Answer answer =
          call(
              "POST",
              "/wechat/portal/" + SECOND_APP_ID + signed(SECOND_TOKEN, now()),
              "text/xml",
              text(openid(), "另一个", msgId()).replace("gh_1", "gh_2"));

      assertThat(message(answer).getContent()).isEqualTo("第二个公众号");
      call("DELETE", RULES + "/" + there.text("ruleNo") + "?expectedVersion=1", null, "");
    } finally {
      jdbc.update("DELETE FROM reply_rule WHERE name = 'many'");
      jdbc.update("UPDATE reply_rule_version SET version = version + 2");
    }
  }

  @Test
  void aConversationIsDeletedWhenItsTimeIsOver() {
    String old = openid();
    String young = openid();
    push(text(old, "old", msgId()));
    push(text(young, "young", msgId()));

    jdbc.update(
        "UPDATE wechat_conversation SET created_at = created_at - INTERVAL 31 DAY WHERE openid = ?",
        old);
    jdbc.update(
        "UPDATE wechat_conversation SET created_at = created_at - INTERVAL 29 DAY WHERE openid = ?",
        young);

    await()
        .until(
            () ->
                jdbc.queryForList("SELECT id FROM wechat_conversation WHERE openid = ?", old)
                    .isEmpty());
    assertThat(conversation(young)).containsEntry("status", "DONE");
  }

  private JsonNode rule(String kind, String pattern, Object... replies) {
    Answer answer = post(RULES, body(kind, pattern, replies));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private Answer change(JsonNode rule, String reply) {
    Map<String, Object> body = body("EXACT", rule.path("pattern").asString(""), text(reply));
    body.put("expectedVersion", rule.path("version").asLong());
    return call(
        "PUT",
        RULES + "/" + ruleNo(rule),
        "application/json",
        ChatbotSide.JSON.writeValueAsString(body));
  }

  private static String ruleNo(JsonNode rule) {
    return rule.path("ruleNo").asString("");
  }

  private static Map<String, Object> body(String kind, String pattern, Object... replies) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", kind + " " + pattern);
    body.put("kind", kind);
    body.put("pattern", pattern);
    body.put("replies", List.of(replies));
    return body;
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(body);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, Object> text(String content) {
    return Map.of("type", "text", "content", content);
  }

  private static String text(String openid, String content, long msgId) {
    return ("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName>"
            + "<CreateTime>%d</CreateTime><MsgType><![CDATA[text]]></MsgType>"
            + "<Content><![CDATA[%s]]></Content><MsgId>%d</MsgId></xml>")
        .formatted(openid, now(), content, msgId);
  }

  private static long msgId() {
    return MSG_IDS.incrementAndGet();
  }

  private Answer pushTo(int instance, String xml) {
    return call(instance, "", "POST", "/wechat/portal" + signed(now()), "text/xml", xml);
  }

  private static long readingsOfRules(CapturedOutput output) {
    return output.getOut().lines().filter(line -> line.contains("Reply rules of version")).count();
  }

  /** Until the instance answers the text so; the last answer is that. */
  private void awaitAnswer(int instance, String text, String expected) {
    await()
        .until(
            () -> {
              Answer answer = pushTo(instance, text(openid(), text, msgId()));
              return answer.body().contains("<xml>")
                  && message(answer).getContent().equals(expected);
            });
  }

  private static WxMpXmlMessage message(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<xml>");
    return WxMpXmlMessage.fromXml(answer.body());
  }

  private static List<String> said(String openid) {
    return WECHAT.customerMessagesTo(openid).stream()
        .map(message -> message.path("text").path("content").asString(""))
        .toList();
  }

  private Map<String, Object> conversation(String openid) {
    return jdbc.queryForMap("SELECT * FROM wechat_conversation WHERE openid = ?", openid);
  }
}
