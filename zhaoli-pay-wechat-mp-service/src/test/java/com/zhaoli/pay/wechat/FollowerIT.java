package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.TestServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

class FollowerIT extends RunningService {
  private static final String FOLLOWERS = "/ops/v1/wechat/followers";
  private static final String TAGS = "/ops/v1/wechat/tags";
  private static final String SYNCS = FOLLOWERS + "/syncs";

  @Autowired Environment environment;

  @BeforeEach
  @AfterEach
  void anAccountWithoutFollowers() {
    WECHAT.followers.reset();
    jdbc.update(
        "UPDATE follower_sync SET status = 'STOPPED', running_app_id = NULL WHERE status = 'RUNNING'");
    jdbc.update("UPDATE follower_change SET status = 'GIVEN_UP' WHERE status = 'RUNNING'");
    jdbc.update("DELETE FROM follower_sync WHERE app_id = ?", SECOND_APP_ID);
    jdbc.update("DELETE FROM wechat_follower_tag");
    jdbc.update("DELETE FROM wechat_follower");
    jdbc.update("DELETE FROM wechat_tag");
  }

  @Test
  void anEventThatComesLateChangesNothing() {
    String openid = openid();
    long at = now() - 100;

    assertThat(push(event(openid, at + 10, "unsubscribe", "")).status()).isEqualTo(200);
    handled(openid);
    assertThat(push(event(openid, at, "subscribe", "")).status()).isEqualTo(200);
    handled(openid);

    JsonNode follower = follower(openid);
    assertThat(follower.path("state").asString()).isEqualTo("GONE");
    assertThat(follower.path("stateAt").asString()).isEqualTo(at(at + 10));
    assertThat(get(FOLLOWERS + "?state=GONE").body()).contains(openid);

    WECHAT.followers.follow(openid, at + 20);
    push(event(openid, at + 20, "subscribe", ""));
    handled(openid);
    push(event(openid, at + 15, "unsubscribe", ""));
    handled(openid);
    assertThat(follower(openid).path("state").asString()).isEqualTo("FOLLOWING");
    assertThat(follower(openid).path("events").valueStream().map(e -> e.path("kind").asString()))
        .containsExactly("FOLLOW", "UNBINDING", "UNBINDING", "FOLLOW");
  }

  @Test
  void whoBeginsToFollowIsAskedAboutAndTheLastActIsKept() {
    String openid = openid();
    long at = now() - 50;
    WECHAT.followers.follow(openid, at).remark = "朝阳店";

    push(event(openid, at, "subscribe", "<EventKey><![CDATA[qrscene_abc]]></EventKey>"));
    push(event(openid, at + 30, "VIEW", "<EventKey><![CDATA[https://a.example]]></EventKey>"));

    handled(openid);
    await().untilAsserted(() -> assertThat(follower(openid).has("toldAt")).isTrue());
    await()
        .untilAsserted(
            () -> assertThat(follower(openid).path("lastActAt").asString()).isEqualTo(at(at + 30)));
    JsonNode follower = follower(openid);
    assertThat(follower.path("remark").asString()).isEqualTo("朝阳店");
    assertThat(follower.path("unionid").asString()).isEqualTo("u" + openid.substring(1));
    assertThat(follower.path("scene").asString()).isEqualTo("ADD_SCENE_QR_CODE");
    assertThat(follower.path("qrScene").asString()).isEqualTo("abc");
    assertThat(follower.path("links").path("conversations").asString()).contains(openid);
    assertThat(follower.has("nickname")).isFalse();
  }

  @Test
  void aSyncGoesOnWhereAnInstanceLostItAndKeepsWhatHappenedMeanwhile() {
    long since = now() - 5_000;
    List<String> openids = followers(25_000, since);
    String leftEarly = openids.get(50);
    String leftBeforeItIsRead = openids.get(24_000);
    String leftOut = known("o_left_out", since);
    WECHAT.followers.follow(leftOut, since).unlisted = true;
    String gone = known("o_gone", since);
    String cameBehind = "a_came_behind";
    String blocked = openids.get(7);
    WECHAT.followers.block(blocked);
    WECHAT.followers.follow(openids.get(3), since).tags.add(2);

    ConfigurableApplicationContext other = another(environment, TestServers.redis().port());
    try {
      AtomicBoolean taken = new AtomicBoolean();
      WECHAT.followers.before =
          call -> {
            if (call.name().equals("user/info/batchget")
                && call.body().toString().contains(openids.get(12_345))
                && taken.compareAndSet(false, true)) {
              push(event(leftEarly, now(), "unsubscribe", ""));
              push(event(leftBeforeItIsRead, now(), "unsubscribe", ""));
              WECHAT.followers.follow(cameBehind, now()).unlisted = true;
              push(event(cameBehind, now(), "subscribe", ""));
              loseTheLease();
            }
          };
      String runNo = post(SYNCS, Map.of()).text("runNo");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> assertThat(get(SYNCS + "/" + runNo).text("status")).isEqualTo("DONE"));
    } finally {
      other.close();
    }

    assertThat(stateOf(leftEarly)).isEqualTo("GONE");
    assertThat(stateOf(leftBeforeItIsRead)).isEqualTo("GONE");
    assertThat(stateOf(cameBehind)).isEqualTo("FOLLOWING");
    assertThat(stateOf(leftOut)).isEqualTo("FOLLOWING");
    assertThat(stateOf(gone)).isEqualTo("GONE");
    assertThat(count("SELECT COUNT(*) FROM wechat_follower WHERE state = 'FOLLOWING'"))
        .isEqualTo(25_000 - 2 + 2);
    JsonNode run = get(SYNCS).json().path("items").path(0);
    assertThat(run.path("read").asInt()).isEqualTo(25_000);
    assertThat(run.path("left").asInt()).isEqualTo(1);
    assertThat(run.path("blocked").asInt()).isEqualTo(1);
    // From where it had come to: 250 hundreds, one of them twice, and a few of the others.
    assertThat(WECHAT.followers.callsOf("user/info/batchget").size()).isLessThan(270);
    assertThat(follower(openids.get(3)).path("tagIds").toString()).isEqualTo("[2]");
    assertThat(get(FOLLOWERS + "?tagId=2").body()).contains(openids.get(3));
    assertThat(get(FOLLOWERS + "?state=BLOCKED").json().path("items").size()).isEqualTo(1);
    assertThat(get(TAGS).body()).contains("星标组");
  }

  @Test
  void aStoppedInstanceHandsItsSyncOver() {
    List<String> openids = followers(3_000, now() - 5_000);
    AtomicBoolean stopped = new AtomicBoolean();
    ConfigurableApplicationContext other = another(environment, TestServers.redis().port());
    WECHAT.followers.before =
        call -> {
          if (call.body().toString().contains(openids.get(1_500))
              && stopped.compareAndSet(false, true)) {
            new Thread(other::close).start();
          }
        };

    String runNo = post(SYNCS, Map.of()).text("runNo");

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(get(SYNCS + "/" + runNo).text("status")).isEqualTo("DONE"));
    assertThat(get(SYNCS + "/" + runNo).json().path("read").asInt()).isEqualTo(3_000);
    await().until(() -> !other.isActive());
  }

  @Test
  void aUsedUpDayPausesASyncUntilTheNextAndItCanBeStopped() {
    WECHAT.followers.errcodesOf("user/get").add(45009);
    String runNo = post(SYNCS, Map.of()).text("runNo");

    await()
        .untilAsserted(
            () -> assertThat(get(SYNCS + "/" + runNo).text("problem")).contains("45009"));
    JsonNode run = get(SYNCS + "/" + runNo).json();
    assertThat(run.path("status").asString()).isEqualTo("RUNNING");
    assertThat(run.path("nextAttemptAt").asString()).endsWith("T16:05:00Z");
    assertThat(post(SYNCS, Map.of()).text("runNo")).isEqualTo(runNo);

    assertThat(post(SYNCS + "/" + runNo + "/stop", Map.of()).text("status")).isEqualTo("STOPPED");
    assertThat(actsOn(runNo)).containsExactly("FOLLOWER_SYNC_STOPPED", "FOLLOWER_SYNC_BEGUN");
  }

  @Test
  void aSyncOutlastsABusyWechatAndAnInvalidPlaceInTheList() {
    List<String> openids = followers(150, now() - 5_000);
    WECHAT.followers.errcodesOf("user/get").addAll(List.of(0, 40003));
    WECHAT.followers.errcodesOf("user/info/batchget").addAll(List.of(0, -1, 40003));
    WECHAT.followers.lostAnswers.add("tags/get");

    String runNo = post(SYNCS, Map.of()).text("runNo");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get(SYNCS + "/" + runNo).text("status")).isEqualTo("DONE"));
    assertThat(get(FOLLOWERS + "?state=FOLLOWING&limit=100").json().path("items").size())
        .isEqualTo(100);
    assertThat(stateOf(openids.get(149))).isEqualTo("FOLLOWING");
  }

  @Test
  void aSyncThatWechatRefusesEndsWithTheReason() {
    WECHAT.followers.errcodesOf("user/get").add(48001);

    String runNo = post(SYNCS, Map.of()).text("runNo");

    await()
        .untilAsserted(
            () -> assertThat(get(SYNCS + "/" + runNo).text("status")).isEqualTo("FAILED"));
    assertThat(get(SYNCS + "/" + runNo).text("problem")).contains("48001", "unverified");
  }

  @Test
  void ofSeveralWhoBeginASyncOneDoes() throws Exception {
    WECHAT.followers.errcodesOf("tags/get").add(45009);

    List<Answer> begun =
        atOnce(8, () -> post("/internal/v1/followers/sync", Map.of("account", APP_ID)));

    assertThat(begun).allMatch(answer -> answer.status() == 200);
    assertThat(begun.stream().filter(answer -> answer.body().contains("\"begun\":true")))
        .hasSize(1);
    assertThat(post("/internal/v1/followers/sync", Map.of("account", "wx0")).text("code"))
        .isEqualTo("WECHAT_ACCOUNT_NOT_FOUND");
  }

  @Test
  void eachAccountHasFollowersTagsAndSyncsOfItsOwn() {
    String openid = openid();
    String there = "?account=" + SECOND_APP_ID;
    call(
        "POST",
        "/wechat/portal/" + SECOND_APP_ID + signed(SECOND_TOKEN, now()),
        "text/xml",
        event(openid, now(), "subscribe", "").replace("gh_1", "gh_2"));
    handled(openid);

    assertThat(get(FOLLOWERS + "/" + openid).text("code")).isEqualTo("FOLLOWER_NOT_FOUND");
    assertThat(get(FOLLOWERS + "/" + openid + there).text("account")).isEqualTo(SECOND_APP_ID);
    Answer created = post(TAGS + there, Map.of("name", "门店"));
    assertThat(created.text("status")).as(created.body()).isEqualTo("DONE");
    assertThat(WECHAT.calls).contains(SECOND_APP_ID + " /cgi-bin/tags/create");
    assertThat(get(FOLLOWERS + "/changes/" + created.text("changeNo")).text("code"))
        .isEqualTo("FOLLOWER_NOT_FOUND");
    Answer begun = post("/internal/v1/followers/sync", Map.of());
    assertThat(begun.json().path("runs").size()).isEqualTo(2);
    assertThat(get(SYNCS + there).json().path("items").size()).isEqualTo(1);
    assertThat(get(FOLLOWERS + "?account=wx0").text("code")).isEqualTo("WECHAT_ACCOUNT_NOT_FOUND");
  }

  @Test
  void aTagIsCreatedRenamedAndDeleted() {
    Answer created = post(TAGS, Map.of("name", " 重点商户 "));
    assertThat(created.text("status")).as(created.body()).isEqualTo("DONE");
    int tagId = created.json().path("tagId").asInt();
    assertThat(WECHAT.followers.tags()).containsEntry(tagId, "重点商户");

    assertThat(rename(tagId, "别的", "不是").text("code")).isEqualTo("TAG_CONFLICT");
    assertThat(rename(tagId, "别的", "重点商户").text("status")).isEqualTo("DONE");
    assertThat(WECHAT.followers.tags()).containsEntry(tagId, "别的");
    assertThat(get(TAGS).body()).contains("别的").doesNotContain("重点商户");

    assertThat(call("DELETE", TAGS + "/" + tagId + "?expectedName=x", null, "").text("code"))
        .isEqualTo("TAG_CONFLICT");
    Answer deleted = delete(tagId, "别的");
    assertThat(deleted.text("status")).isEqualTo("DONE");
    assertThat(WECHAT.followers.tags()).doesNotContainKey(tagId);
    assertThat(rename(tagId, "a", "别的").text("code")).isEqualTo("TAG_NOT_FOUND");
    assertThat(actsOn(deleted.text("changeNo")))
        .containsExactly("FOLLOWER_CHANGE_ENDED", "TAG_DELETE_BEGUN");
  }

  @Test
  void wechatsOwnTagsStayAsTheyAre() {
    post(TAGS + "/refresh", Map.of());

    assertThat(rename(2, "a", "星标组").text("code")).isEqualTo("TAG_PROTECTED");
    assertThat(delete(2, "星标组").text("code")).isEqualTo("TAG_PROTECTED");
    assertThat(WECHAT.followers.callsOf("tags/update")).isEmpty();
  }

  @Test
  void aTagWhoseCreationWasNotAnsweredIsFoundByItsName() {
    WECHAT.followers.lostAnswers.add("tags/create");

    Answer created = post(TAGS, Map.of("name", "新标签"));

    assertThat(created.status()).isEqualTo(202);
    String changeNo = created.text("changeNo");
    await()
        .untilAsserted(
            () ->
                assertThat(get(FOLLOWERS + "/changes/" + changeNo).text("status"))
                    .isEqualTo("DONE"));
    assertThat(WECHAT.followers.callsOf("tags/create")).hasSize(1);
    assertThat(get(TAGS).body()).contains("新标签");
  }

  @Test
  void aNameThatIsTakenIsRefusedWithTheReason() {
    WECHAT.followers.newTag("已有");

    Answer refused = post(TAGS, Map.of("name", "已有"));

    assertThat(refused.text("code")).isEqualTo("WECHAT_REFUSED");
    assertThat(refused.body()).contains("45157", "another tag has this name");
    assertThat(post(TAGS, Map.of("name", "字".repeat(31))).text("code"))
        .isEqualTo("REQUEST_INVALID");
  }

  @Test
  void oneWhomWechatRefusesDoesNotKeepTheOthersFromTheirTag() {
    List<String> openids = new ArrayList<>(followers(119, now() - 100));
    openids.forEach(openid -> known(openid, now() - 100));
    openids.add("o_stranger");
    int tagId = post(TAGS, Map.of("name", "活动")).json().path("tagId").asInt();

    Answer tagged = post(FOLLOWERS + "/tag", Map.of("openids", openids, "tagId", tagId));

    JsonNode change = settled(tagged);
    assertThat(change.path("status").asString()).isEqualTo("PARTLY");
    assertThat(change.path("done").asInt()).isEqualTo(119);
    assertThat(change.path("refusals").toString()).contains("o_stranger", "40003");
    assertThat(WECHAT.followers.callsOf("tags/members/batchtagging"))
        .allMatch(call -> call.size() <= 50);
    assertThat(follower(openids.get(5)).path("tagIds").path(0).asInt()).isEqualTo(tagId);
    JsonNode page = get(FOLLOWERS + "?limit=100&tagId=" + tagId).json();
    assertThat(page.path("items").size()).isEqualTo(100);
    assertThat(
            get(FOLLOWERS + "?limit=100&tagId=" + tagId + "&after=" + page.path("next").asString())
                .json()
                .path("items")
                .size())
        .isEqualTo(19);

    settled(post(FOLLOWERS + "/untag", Map.of("openids", openids.subList(0, 1), "tagId", tagId)));
    assertThat(follower(openids.get(0)).path("tagIds").size()).isZero();
    assertThat(post(FOLLOWERS + "/tag", Map.of("openids", openids, "tagId", 9)).text("code"))
        .isEqualTo("TAG_NOT_FOUND");
  }

  @Test
  void aRemarkIsGivenOnlyOverTheOneThatWasSeen() {
    String openid = known(followers(1, now() - 100).get(0), now() - 100);

    assertThat(remark(openid, "朝阳店", "").text("status")).isEqualTo("DONE");
    assertThat(follower(openid).path("remark").asString()).isEqualTo("朝阳店");
    assertThat(remark(openid, "海淀店", "").text("code")).isEqualTo("FOLLOWER_CONFLICT");
    WECHAT.followers.errcodesOf("user/info/updateremark").add(40013);
    assertThat(remark(openid, "海淀店", "朝阳店").text("code")).isEqualTo("WECHAT_REFUSED");
    assertThat(remark(openid, "", "朝阳店").text("status")).isEqualTo("DONE");
    assertThat(remark("o_nobody", "a", "").text("code")).isEqualTo("FOLLOWER_NOT_FOUND");
  }

  @Test
  void followersAreBlockedTwentyAtATimeAndUnblocked() {
    List<String> openids = followers(45, now() - 100);
    openids.forEach(openid -> known(openid, now() - 100));

    JsonNode blocked =
        settled(post(FOLLOWERS + "/block", Map.of("openids", openids, "reason", "骚扰")));

    assertThat(blocked.path("status").asString()).isEqualTo("DONE");
    assertThat(WECHAT.followers.callsOf("tags/members/batchblacklist"))
        .extracting(FollowersApi.Call::size)
        .containsExactly(20, 20, 5);
    assertThat(get(FOLLOWERS + "?state=BLOCKED&limit=100").json().path("items").size())
        .isEqualTo(45);
    settled(post(FOLLOWERS + "/unblock", Map.of("openids", openids)));
    assertThat(get(FOLLOWERS + "?state=BLOCKED").json().path("items").size()).isZero();
    assertThat(post(FOLLOWERS + "/block", Map.of("openids", openids)).text("code"))
        .isEqualTo("REQUEST_INVALID");
  }

  @Test
  void aChangeOutlastsLostAnswersAndIsMadeInItsTurn() {
    String openid = known(followers(1, now() - 100).get(0), now() - 100);
    int tagId = post(TAGS, Map.of("name", "次序")).json().path("tagId").asInt();
    WECHAT.followers.lostAnswers.add("tags/members/batchtagging");

    Answer first = post(FOLLOWERS + "/tag", Map.of("openids", List.of(openid), "tagId", tagId));
    Answer second = post(FOLLOWERS + "/untag", Map.of("openids", List.of(openid), "tagId", tagId));

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(settled(second).path("status").asString()).isEqualTo("DONE");
    assertThat(settled(first).path("status").asString()).isEqualTo("DONE");
    assertThat(follower(openid).path("tagIds").size()).isZero();
    assertThat(WECHAT.followers.calls.get(WECHAT.followers.calls.size() - 1).name())
        .isEqualTo("tags/members/batchuntagging");
  }

  @Test
  void onlyAdministratorsChangeAnything() {
    assertThat(callAs("AUDITOR", "POST", SYNCS, "{}").text("code")).isEqualTo("OPERATOR_FORBIDDEN");
    assertThat(callAs("AUDITOR", "POST", TAGS, "{\"name\":\"a\"}").text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
    assertThat(
            callAs("AUDITOR", "POST", FOLLOWERS + "/tag", "{\"openids\":[\"o1\"],\"tagId\":2}")
                .text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
    assertThat(callAs("AUDITOR", "GET", FOLLOWERS, "").status()).isEqualTo(200);
    assertThat(get(FOLLOWERS + "?openid=%3Cx%3E").text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(get(FOLLOWERS + "?state=GONE&tagId=2").text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(WECHAT.followers.calls).isEmpty();
  }

  /** Followers at WeChat of whom nothing is known here, in the order of WeChat's list. */
  private static List<String> followers(int count, long since) {
    List<String> openids = IntStream.range(0, count).mapToObj(i -> "o_%06d".formatted(i)).toList();
    openids.forEach(openid -> WECHAT.followers.follow(openid, since));
    return openids;
  }

  /** Somebody of whom an event told. */
  private String known(String openid, long since) {
    jdbc.update(
        """
        INSERT INTO wechat_follower (app_id, openid, state, state_at, remark, blocked, first_seen_at)
        VALUES (?, ?, 'FOLLOWING', ?, '', 0, UTC_TIMESTAMP(3))
        """,
        APP_ID,
        openid,
        Timestamp.from(Instant.ofEpochSecond(since)));
    return openid;
  }

  /** The lease ends, and another instance takes the run before this call is answered. */
  private void loseTheLease() {
    String owner =
        Objects.requireNonNull(
            jdbc.queryForObject(
                "SELECT lease_owner FROM follower_sync WHERE status = 'RUNNING'", String.class));
    jdbc.update("UPDATE follower_sync SET next_attempt_at = '2020-01-01' WHERE status = 'RUNNING'");
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                count(
                        "SELECT COUNT(*) FROM follower_sync"
                            + " WHERE status = 'RUNNING' AND lease_owner <> ?",
                        owner)
                    == 1);
  }

  private void handled(String openid) {
    await()
        .until(
            () ->
                count(
                        "SELECT COUNT(*) FROM wechat_event WHERE openid = ? AND status = 'PENDING'",
                        openid)
                    == 0);
  }

  private long count(String query, Object... arguments) {
    return Objects.requireNonNull(jdbc.queryForObject(query, Long.class, arguments));
  }

  private JsonNode settled(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isIn(200, 202);
    String path = FOLLOWERS + "/changes/" + answer.text("changeNo");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(get(path).text("status")).isNotEqualTo("RUNNING"));
    return get(path).json();
  }

  private JsonNode follower(String openid) {
    Answer answer = get(FOLLOWERS + "/" + openid);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private String stateOf(String openid) {
    return follower(openid).path("state").asString();
  }

  private Answer rename(int tagId, String name, String expected) {
    return call(
        "PUT",
        TAGS + "/" + tagId,
        "application/json",
        JSON.writeValueAsString(Map.of("name", name, "expectedName", expected)));
  }

  private Answer delete(int tagId, String expected) {
    return call(
        "DELETE",
        TAGS + "/" + tagId + "?expectedName=" + URLEncoder.encode(expected, StandardCharsets.UTF_8),
        null,
        "");
  }

  private Answer remark(String openid, String remark, String expected) {
    return call(
        "PUT",
        FOLLOWERS + "/" + openid + "/remark",
        "application/json",
        JSON.writeValueAsString(Map.of("remark", remark, "expectedRemark", expected)));
  }

  private Answer callAs(String role, String method, String path, String body) {
    return call(port, role, method, path, body.isEmpty() ? null : "application/json", body);
  }

  private List<String> actsOn(String subject) {
    return get("/ops/v1/wechat/audit-log?subject=" + subject)
        .json()
        .path("items")
        .valueStream()
        .map(entry -> entry.path("action").asString())
        .toList();
  }

  private static String at(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
