package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two tries of the same work in one instance: the first outlasts its lease, and is refused when the
 * second is under way. What the second comes to counts.
 */
class OvertakenIT extends RunningService {
  private static final String CONSOLE = "/ops/v1/wechat";

  @BeforeEach
  void nothingIsUnderWay() {
    forgetFollowers();
    WECHAT.menus.reset();
  }

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    WECHAT.onQr = scene -> 0;
    WECHAT.onCustomerMessage = message -> 0;
    MERCHANTS.before = call -> 0;
    WECHAT.menus.reset();
    forgetFollowers();
  }

  /** Answers the tries, so that the first ends while the second waits for its answer. */
  private static final class Tries {
    private final int refusal;
    private final Runnable loseTheLease;
    private final Runnable firstIsOver;
    private final AtomicInteger begun = new AtomicInteger();

    Tries(int refusal, Runnable loseTheLease, Runnable firstIsOver) {
      this.refusal = refusal;
      this.loseTheLease = loseTheLease;
      this.firstIsOver = firstIsOver;
    }

    /** What the next is answered: 0, or the refusal. */
    int next() {
      int number = begun.incrementAndGet();
      if (number == 1) {
        loseTheLease.run();
        await().until(() -> begun.get() > 1);
        return refusal;
      }
      if (number == 2) {
        firstIsOver.run();
      }
      return 0;
    }
  }

  private static void reached(CountDownLatch latch) {
    try {
      assertThat(latch.await(HANGS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What must not happen has a second to happen. */
  private static void aSecondFor(BooleanSupplier whatMustNot) {
    try {
      for (int i = 0; i < 20 && !whatMustNot.getAsBoolean(); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aCodeThatWasRefusedTooLateIsTheOneThatWasMadeMeanwhile() {
    String label = "海报 " + UUID.randomUUID();
    CountDownLatch answered = new CountDownLatch(1);
    Tries tries =
        new Tries(
            40053,
            () ->
                jdbc.update(
                    "UPDATE qr_scene SET next_attempt_at = '2020-01-01' WHERE label = ?", label),
            () -> reached(answered));
    WECHAT.onQr = scene -> tries.next();

    Answer answer = post(CONSOLE + "/qr-codes", Map.of("purpose", "STORE_POSTER", "label", label));
    answered.countDown();

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    String path = CONSOLE + "/qr-codes/" + answer.text("scene");
    await().until(() -> get(path).text("state").equals("ACTIVE"));
  }

  @Test
  void aMenuThatWasRefusedTooLateIsTheOneThatWasPublishedMeanwhile() {
    Answer draft =
        post(
            CONSOLE + "/menus/versions",
            Map.of(
                "note",
                "n",
                "content",
                Map.of(
                    "buttons",
                    List.of(Map.of("type", "click", "name", "收款", "key", "K_" + UUID.randomUUID())),
                    "conditional",
                    List.of())));
    assertThat(draft.status()).as(draft.body()).isEqualTo(201);
    String versionNo = draft.text("versionNo");
    CountDownLatch answered = new CountDownLatch(1);
    Tries tries =
        new Tries(
            40055,
            () ->
                jdbc.update(
                    "UPDATE menu_publication SET next_attempt_at = '2020-01-01'"
                        + " WHERE version_no = ?",
                    versionNo),
            () -> reached(answered));
    WECHAT.menus.before = call -> call.equals("create") ? tries.next() : 0;

    Answer answer =
        call(
            "POST",
            CONSOLE + "/menus/versions/" + versionNo + "/publish",
            "application/json",
            "{\"revision\":1,\"reason\":\"because\"}");
    answered.countDown();

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    String path = CONSOLE + "/menus/publications/" + answer.text("publicationNo");
    await().until(() -> get(path).text("status").equals("DONE"));
    assertThat(get(CONSOLE + "/menus/live").text("versionNo")).isEqualTo(versionNo);
  }

  @Test
  void aChangeThatWasRefusedTooLateIsTheOneThatWasMadeMeanwhile() {
    String openid = openid();
    WECHAT.followers.follow(openid, now() - 100);
    jdbc.update(
        """
        INSERT INTO wechat_follower (app_id, openid, state, state_at, remark, blocked, first_seen_at)
        VALUES (?, ?, 'FOLLOWING', UTC_TIMESTAMP(3) - INTERVAL 100 SECOND, '', 0, UTC_TIMESTAMP(3))
        """,
        APP_ID,
        openid);
    int tagId = post(CONSOLE + "/tags", Map.of("name", "次序")).json().path("tagId").asInt();
    CountDownLatch answered = new CountDownLatch(1);
    Tries tries =
        new Tries(
            40003,
            () ->
                jdbc.update(
                    "UPDATE follower_change SET next_attempt_at = '2020-01-01'"
                        + " WHERE status = 'RUNNING'"),
            () -> reached(answered));
    String tagging = "tags/members/batchtagging";
    WECHAT.followers.before =
        call -> {
          if (call.name().equals(tagging)) {
            WECHAT.followers.errcodesOf(tagging).add(tries.next());
          }
        };

    Answer answer =
        post(CONSOLE + "/followers/tag", Map.of("openids", List.of(openid), "tagId", tagId));
    answered.countDown();

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    String path = CONSOLE + "/followers/changes/" + answer.text("changeNo");
    await().until(() -> get(path).text("status").equals("DONE"));
    assertThat(get(CONSOLE + "/followers/" + openid).json().path("tagIds").toString())
        .isEqualTo("[" + tagId + "]");
  }

  @Test
  void anEventThatWasRefusedTooLateIsTheOneThatWasTakenMeanwhile() {
    String openid = openid();
    Tries tries =
        new Tries(
            404,
            () ->
                jdbc.update(
                    "UPDATE wechat_event SET next_attempt_at = '2020-01-01' WHERE openid = ?",
                    openid),
            () -> aSecondFor(() -> !statusOf("wechat_event", openid).equals("PENDING")));
    MERCHANTS.before = call -> call.path("openid").asString("").equals(openid) ? tries.next() : 0;

    push(event(openid, now(), "unsubscribe", "<EventKey></EventKey>"));

    await().until(() -> !MERCHANTS.unbindingsOf(openid).isEmpty());
    await().until(() -> statusOf("wechat_event", openid).equals("DONE"));
  }

  @Test
  void anAnswerWhosePartWasRefusedTooLateGoesOnWhereItWasTakenUp() {
    String asked = "次序 " + UUID.randomUUID();
    Answer rule =
        post(
            CONSOLE + "/reply-rules",
            Map.of(
                "name",
                asked,
                "kind",
                "EXACT",
                "pattern",
                asked,
                "replies",
                List.of(text("一"), text("二"), text("三"), text("四"))));
    assertThat(rule.status()).as(rule.body()).isEqualTo(201);
    String openid = openid();
    Tries tries =
        new Tries(
            45015,
            () ->
                jdbc.update(
                    "UPDATE wechat_conversation SET next_attempt_at = '2020-01-01'"
                        + " WHERE openid = ?",
                    openid),
            () -> aSecondFor(() -> !statusOf("wechat_conversation", openid).equals("PENDING")));
    WECHAT.onCustomerMessage =
        message -> message.path("touser").asString("").equals(openid) ? tries.next() : 0;

    push(
        ("<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName>"
                + "<CreateTime>%d</CreateTime><MsgType>text</MsgType><Content>%s</Content>"
                + "<MsgId>%d</MsgId></xml>")
            .formatted(openid, now(), asked, UUID.randomUUID().getMostSignificantBits() >>> 1));

    await().until(() -> !statusOf("wechat_conversation", openid).equals("PENDING"));
    assertThat(statusOf("wechat_conversation", openid)).isEqualTo("DONE");
    assertThat(WECHAT.customerMessagesTo(openid))
        .extracting(message -> message.at("/text/content").asString(""))
        .endsWith("三", "四");
    call(
        "DELETE", CONSOLE + "/reply-rules/" + rule.text("ruleNo") + "?expectedVersion=1", null, "");
  }

  private static Map<String, Object> text(String content) {
    return Map.of("type", "text", "content", content);
  }

  private String statusOf(String table, String openid) {
    return jdbc
        .queryForList("SELECT status FROM " + table + " WHERE openid = ?", String.class, openid)
        .stream()
        .findFirst()
        .orElse("PENDING");
  }
}
