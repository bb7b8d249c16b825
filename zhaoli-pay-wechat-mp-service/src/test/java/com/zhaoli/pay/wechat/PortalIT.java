package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.Quickest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import me.chanjar.weixin.common.util.crypto.SHA1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class PortalIT extends RunningService {
  @Autowired private TransactionTemplate transaction;

  @Test
  void wechatFindsTheAddressToBeOurs() {
    assertThat(get("/wechat/portal" + signed(now()) + "&echostr=8327450").body())
        .isEqualTo("8327450");
    assertThat(get("/wechat/portal" + signed(now())).status()).isEqualTo(400);
  }

  @Test
  void whatWechatDidNotSignIsRefused() {
    String openid = openid();
    String xml = scan(openid, now(), newScene("qr-1"));
    String good = signed(now());
    String other = SHA1.gen("another token", String.valueOf(now()), "nonce");

    for (String query :
        List.of(
            "",
            "?timestamp=" + now() + "&nonce=n",
            "?signature=" + other + "&timestamp=" + now() + "&nonce=nonce",
            good.replace("nonce=n", "nonce=m"),
            good.replace("signature=", "signature=0"),
            good.replace("&timestamp=", "&timestamp=x"),
            signed(now() - 301),
            signed(now() + 302))) {
      Answer post = call("POST", "/wechat/portal" + query, "text/xml", xml);
      Answer get = get("/wechat/portal" + query + (query.isEmpty() ? "?" : "&") + "echostr=1");
      assertThat(post.status()).as(query).isEqualTo(403);
      assertThat(post.text("code")).isEqualTo("WECHAT_SIGNATURE_INVALID");
      assertThat(get.status()).as(query).isEqualTo(403);
    }
    assertThat(rowsOf(openid)).isZero();
  }

  @Test
  void aScanReachesMerchantServiceWithinASecond() {
    String scene = newScene("qr-2");
    Duration second = Duration.ofSeconds(1);

    Duration took = Quickest.of(second, () -> scanReaches(scene));

    assertThat(took).isLessThan(second);
  }

  private void scanReaches(String scene) {
    String openid = openid();
    long at = now();

    Answer answer = push(scan(openid, at, scene));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("success");
    await().pollInterval(Duration.ofMillis(10)).until(() -> MERCHANTS.scansBy(openid).size() == 1);
    assertThat(MERCHANTS.scansBy(openid).get(0).toString())
        .contains("\"qrToken\":\"qr-2\"", "\"scannedAt\":\"" + Instant.ofEpochSecond(at) + "\"");
  }

  @Test
  void aNewFollowersFirstEventIsAScanToo() {
    String openid = openid();
    String scene = newScene("qr-3");

    push(event(openid, now(), "subscribe", "<EventKey>qrscene_" + scene + "</EventKey>"));

    await().until(() -> MERCHANTS.scansBy(openid).size() == 1);
    assertThat(MERCHANTS.scansBy(openid).get(0).path("qrToken").asString("")).isEqualTo("qr-3");
  }

  @Test
  void anEventCountsOnceHoweverOftenAndFromWhereverItComes() throws Exception {
    String openid = openid();
    String xml = scan(openid, now(), newScene("qr-4"));

    List<Answer> answers = atOnce(10, () -> push(xml));
    redis.delete(redis.keys("zhaoli:wechat:event:*"));
    answers.addAll(atOnce(5, () -> push(xml)));

    assertThat(answers).allMatch(answer -> answer.body().equals("success"));
    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(MERCHANTS.scansBy(openid)).hasSize(1);
    Long remembered =
        redis.getExpire(
            String.valueOf(
                redis
                    .keys("zhaoli:wechat:event:" + APP_ID + ":scan:" + openid + ":*")
                    .iterator()
                    .next()));
    assertThat(remembered).isBetween(1L, 600L);
  }

  @Test
  void anEventOutlivesMerchantServiceBeingDown() {
    String openid = openid();
    String xml = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");
    MERCHANTS.nextStatuses.addAll(List.of(503, 500));

    assertThat(push(xml).body()).isEqualTo("success");

    await().until(() -> MERCHANTS.unbindingsOf(openid).size() == 1);
    await().until(() -> statusOf(openid).equals(List.of("DONE")));
  }

  /** Two that lock a scene and its event in opposite turns: the database ends one of them. */
  @Test
  void anEventWhoseEndLosesADeadlockIsNotHandledAgain() {
    String scene = newScene("qr-deadlock");
    String openid = openid();
    transaction.executeWithoutResult(
        status -> {
          // The database ends the one that has written less.
          jdbc.update(
              "INSERT INTO qr_scan_day (scene, day, scans, follows)"
                  + " SELECT ?, DATE '2020-01-01' + INTERVAL seq DAY, 1, 0 FROM seq_1_to_200",
              scene);
          jdbc.update("UPDATE qr_scene SET business_id = 'locked' WHERE scene = ?", scene);
          CompletableFuture<Answer> pushed =
              CompletableFuture.supplyAsync(() -> push(scan(openid, now(), scene)));
          await().until(() -> MERCHANTS.scansBy(openid).size() == 1 && lockWaits() > 0);
          jdbc.update("UPDATE wechat_event SET last_problem = 'x' WHERE openid = ?", openid);
          status.setRollbackOnly();
          assertThat(pushed.join().body()).isEqualTo("success");
        });

    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(MERCHANTS.scansBy(openid)).hasSize(1);
  }

  private long lockWaits() {
    Long waiting =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
            Long.class);
    return waiting == null ? 0 : waiting;
  }

  @Test
  void anEventThatAnInstanceDiedWithIsTakenUpByAnother() {
    String openid = openid();
    jdbc.update(
        "INSERT INTO wechat_event (event_no, dedup_key, kind, openid, occurred_at, status,"
            + " attempts, next_attempt_at, lease_owner, lease_until, created_at) VALUES (?, ?,"
            + " 'UNBINDING', ?, UTC_TIMESTAMP(3), 'PENDING', 0, UTC_TIMESTAMP(3) + INTERVAL 1"
            + " SECOND, 'inb_dead', UTC_TIMESTAMP(3) + INTERVAL 1 SECOND, UTC_TIMESTAMP(3))",
        "wev_" + openid,
        openid,
        openid);

    await().until(() -> MERCHANTS.unbindingsOf(openid).size() == 1);
  }

  @Test
  void anEventIsDeletedWhenItsTimeIsOver() {
    String old = openid();
    String young = openid();
    for (String openid : List.of(old, young)) {
      push(event(openid, now(), "unsubscribe", ""));
      await().until(() -> statusOf(openid).equals(List.of("DONE")));
    }
    age(old, 181);
    age(young, 179);

    await().until(() -> rowsOf(old) == 0);
    assertThat(statusOf(young)).containsExactly("DONE");
  }

  private void age(String openid, int days) {
    jdbc.update(
        "UPDATE wechat_event SET created_at = created_at - INTERVAL ? DAY WHERE openid = ?",
        days,
        openid);
  }

  @Test
  void whatMerchantServiceRefusesForGoodIsNotRepeated() {
    String openid = openid();
    MERCHANTS.nextStatuses.add(404);

    push(scan(openid, now(), newScene("qr-5")));

    await().until(() -> statusOf(openid).equals(List.of("REFUSED")));
  }

  @Test
  void aScanOfAnUnknownSceneConcernsNobody() {
    String openid = openid();

    assertThat(push(scan(openid, now(), "somebody-elses")).body()).isEqualTo("success");

    await().until(() -> statusOf(openid).equals(List.of("REFUSED")));
    assertThat(MERCHANTS.scansBy(openid)).isEmpty();
  }

  @Test
  void anExpiredCodeIsAnsweredAlikeWhileItsSceneIsThereAndWhenItIsRemoved() {
    String scene = newScene("qr-7");
    String kept = newScene("qr-8");
    String early = openid();
    String late = openid();

    endedDaysAgo(scene, 6);
    endedDaysAgo(kept, 6);
    push(scan(early, now(), scene));
    await().until(() -> statusOf(early).equals(List.of("REFUSED")));
    endedDaysAgo(scene, 8);
    await().until(() -> scenes(scene) == 0);
    push(scan(late, now(), scene));
    await().until(() -> statusOf(late).equals(List.of("REFUSED")));

    assertThat(MERCHANTS.scansBy(early)).isEmpty();
    assertThat(MERCHANTS.scansBy(late)).isEmpty();
    assertThat(scenes(kept)).isEqualTo(1);
    assertThat(
            jdbc.queryForList(
                "SELECT DISTINCT last_problem FROM wechat_event WHERE openid IN (?, ?)",
                String.class,
                early,
                late))
        .hasSize(1);
  }

  @Test
  void aScanMadeBeforeTheCodeEndedIsBroughtAfterIt() {
    String scene = newScene("qr-9");
    String openid = openid();
    endedDaysAgo(scene, 1);

    push(scan(openid, now() - 2 * 86_400, scene));

    await().until(() -> MERCHANTS.scansBy(openid).size() == 1);
  }

  private void endedDaysAgo(String scene, int days) {
    jdbc.update(
        "UPDATE qr_scene SET expires_at = UTC_TIMESTAMP(3) - INTERVAL ? DAY WHERE scene = ?",
        days,
        scene);
  }

  private int scenes(String scene) {
    Integer rows =
        jdbc.queryForObject("SELECT COUNT(*) FROM qr_scene WHERE scene = ?", Integer.class, scene);
    return rows == null ? 0 : rows;
  }

  @Test
  void encryptedEventsAreDecryptedAndTheirSignatureChecked() {
    String openid = openid();
    String encrypted = encrypt(scan(openid, now(), newScene("qr-6")));
    String body = "<xml><ToUserName>gh_1</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>";
    String timestamp = String.valueOf(now());
    String msgSignature = SHA1.gen(TOKEN, timestamp, "nonce-of-aes", encrypted);
    String query =
        "?signature=%s&timestamp=%s&nonce=nonce-of-aes&encrypt_type=aes&msg_signature="
            .formatted(SHA1.gen(TOKEN, timestamp, "nonce-of-aes"), timestamp);

    Answer wrong = call("POST", "/wechat/portal" + query + "0" + msgSignature, "text/xml", body);
    Answer none =
        call("POST", "/wechat/portal" + query + msgSignature, "text/xml", "<xml><a>1</a></xml>");
    String otherText = body.replace("<Encrypt>", "<Encrypt>AAAA");
    Answer changed = call("POST", "/wechat/portal" + query + msgSignature, "text/xml", otherText);
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(none.status()).isEqualTo(400);
    assertThat(changed.status()).isEqualTo(403);
    assertThat(rowsOf(openid)).isZero();

    Answer right = call("POST", "/wechat/portal" + query + msgSignature, "text/xml", body);
    assertThat(right.body()).isEqualTo("success");
    await().until(() -> MERCHANTS.scansBy(openid).size() == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<xml><a></xml>",
        "<!DOCTYPE xml [<!ENTITY x SYSTEM"
            + " \"file:///etc/passwd\">]><xml><FromUserName>&x;</FromUserName></xml>",
        "<!DOCTYPE xml [<!ENTITY a \"aaaa\"><!ENTITY b"
            + " \"&a;&a;&a;\">]><xml><Event>&b;</Event></xml>",
        "<xml><FromUserName>&undefined;</FromUserName></xml>",
        "<xml><CreateTime>yesterday</CreateTime></xml>",
        "<xml><CreateTime>99999999999999999999999</CreateTime></xml>",
        "<xml><MsgID>many</MsgID></xml>"
      })
  void brokenAndHostileBodiesAreRefused(String body) {
    Answer answer = push(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("root:", "aaaa");
  }

  @Test
  void deepWideAndLargeBodiesAreRefused() {
    assertThat(push("<a>".repeat(9) + "</a>".repeat(9)).status()).isEqualTo(400);
    assertThat(push("<xml>" + "<a/>".repeat(600) + "</xml>").status()).isEqualTo(400);
    assertThat(push("<xml>" + "x".repeat(64 * 1024) + "</xml>").status()).isEqualTo(413);
    assertThat(push("<xml>" + "x".repeat(1024 * 1024) + "</xml>").status()).isEqualTo(413);
  }

  @Test
  void whatIsNotForUsIsAnswered() {
    for (String xml :
        List.of(
            event(openid(), now(), "CLICK", "<EventKey>menu</EventKey>"),
            event(openid(), now(), "subscribe", "<EventKey></EventKey>"),
            event(openid(), now(), "event_of_tomorrow", "<New><Field>1</Field></New>"),
            event("not an openid!", now(), "unsubscribe", ""),
            event(openid(), now(), "TEMPLATESENDJOBFINISH", "<Status>success</Status>"),
            "<xml><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>"
                + "<Content>hello</Content><MsgId>1</MsgId></xml>",
            "<xml/>")) {
      Answer answer = push(xml);
      assertThat(answer.body()).as(xml).isEqualTo("success");
    }
  }

  private int rowsOf(String openid) {
    return statusOf(openid).size();
  }

  private List<String> statusOf(String openid) {
    return jdbc.queryForList(
        "SELECT status FROM wechat_event WHERE openid = ?", String.class, openid);
  }
}
