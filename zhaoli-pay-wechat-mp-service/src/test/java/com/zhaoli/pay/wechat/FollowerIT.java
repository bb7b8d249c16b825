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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class FollowerIT extends RunningService {
  private static final String FOLLOWERS = "/ops/v1/wechat/followers";
  private static final String TAGS = "/ops/v1/wechat/tags";
  private static final String SYNCS = FOLLOWERS + "/syncs";

  @Autowired Environment environment;

  @BeforeEach
  @AfterEach
  void anAccountWithoutFollowers() {
    forgetFollowers();
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
  void whatIsSaidToHappenInAYearHappenedWhenItWasReceived() {
    String openid = openid();
    long inAYear = now() + 31_536_000;
    String left = event(openid, inAYear, "unsubscribe", "");
    WECHAT.followers.follow(openid, now() - 100);

    assertThat(push(left).status()).isEqualTo(200);
    assertThat(push(left).status()).isEqualTo(200);
    handled(openid);

    assertThat(stateOf(openid)).isEqualTo("GONE");
    assertThat(Instant.parse(follower(openid).path("stateAt").asString()))
        .isBetween(Instant.now().minusSeconds(120), Instant.now());
    assertThat(follower(openid).path("events").size()).isEqualTo(1);

    push(event(openid, now() + 3, "subscribe", ""));
    push(event(openid, inAYear, "VIEW", "<EventKey><![CDATA[https://a.example]]></EventKey>"));
    handled(openid);
    assertThat(stateOf(openid)).isEqualTo("FOLLOWING");
    await().untilAsserted(() -> assertThat(follower(openid).has("lastActAt")).isTrue());
    assertThat(Instant.parse(follower(openid).path("lastActAt").asString()))
        .isBefore(Instant.now().plusSeconds(10));
  }

  @Test
  void aSyncMendsWhatIsKnownSinceATimeThatHasNotCome() {
    long since = now() - 5_000;
    long inAYear = now() + 31_536_000;
    String gone = known("o_gone", inAYear);
    String follows = known("o_follows", inAYear);
    String unlisted = known("o_unlisted", inAYear);
    String came = known("o_came", inAYear);
    String stayedAway = known("o_stayed_away", inAYear);
    jdbc.update(
        "UPDATE wechat_follower SET state = 'GONE' WHERE openid IN (?, ?)", came, stayedAway);
    WECHAT.followers.follow(follows, since);
    WECHAT.followers.follow(unlisted, since).unlisted = true;
    WECHAT.followers.follow(came, since);

    synced();

    assertThat(List.of(stateOf(gone), stateOf(stayedAway))).containsOnly("GONE");
    assertThat(List.of(stateOf(follows), stateOf(unlisted), stateOf(came)))
        .containsOnly("FOLLOWING");
    for (String openid : List.of(gone, follows, unlisted, came, stayedAway)) {
      assertThat(Instant.parse(follower(openid).path("stateAt").asString()))
          .isBetween(Instant.ofEpochSecond(since), Instant.now());
    }
    push(event(stayedAway, now() + 3, "subscribe", ""));
    handled(stayedAway);
    assertThat(stateOf(stayedAway)).isEqualTo("FOLLOWING");
  }

  @Test
  void anEventMendsWhatIsKnownSinceATimeThatHasNotCome() {
    String openid = known("o_ahead", now() + 31_536_000);

    push(event(openid, now(), "unsubscribe", ""));
    handled(openid);

    assertThat(stateOf(openid)).isEqualTo("GONE");
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
  void followersOfAnAccountThatIsNotConfiguredAnyMoreKeepNobodyFromBeingAskedAbout() {
    String openid = known("o_of_main", now() - 50);
    WECHAT.followers.follow(openid, now() - 50).remark = "朝阳店";
    for (int i = 0; i < 20; i++) {
      jdbc.update(
          """
          INSERT INTO wechat_follower
                 (app_id, openid, state, state_at, remark, blocked, first_seen_at)
          VALUES (?, 'o_left_behind', 'FOLLOWING', UTC_TIMESTAMP(3), '', 0, UTC_TIMESTAMP(3))
          """,
          "wx_former_" + i);
    }

    // All of them in one look.
    jdbc.update("UPDATE wechat_follower SET ask_at = UTC_TIMESTAMP(3)");

    await()
        .untilAsserted(
            () -> assertThat(follower(openid).path("remark").asString()).isEqualTo("朝阳店"));
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
        .atMost(Duration.ofMinutes(2))
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

  @ParameterizedTest
  @ValueSource(strings = {"tags/create", "tags/get"})
  void aTagThatWasThereBeforeIsNoneOfOursWhateverAnswerIsLost(String lost) {
    WECHAT.followers.newTag("早有");
    WECHAT.followers.lostAnswers.add(lost);

    Answer answer = post(TAGS, Map.of("name", "早有"));

    if (answer.status() == 202) {
      JsonNode change = settled(answer);
      assertThat(change.path("status").asString()).isEqualTo("REFUSED");
      assertThat(change.path("errcode").asInt()).isEqualTo(45157);
    } else {
      assertThat(answer.text("code")).isEqualTo("WECHAT_REFUSED");
      assertThat(answer.json().at("/details/errcode").asString("")).isEqualTo("45157");
    }
    assertThat(get(TAGS).json().path("items").valueStream().map(tag -> tag.path("tagId").asInt()))
        .hasSameElementsAs(WECHAT.followers.tags().keySet());
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
  void aChangeTellsWhomItIsForAndWhatWasThereBefore() {
    List<String> openids = new ArrayList<>(followers(104, now() - 100));
    openids.forEach(openid -> known(openid, now() - 100));
    int tagId = post(TAGS, Map.of("name", "重点")).json().path("tagId").asInt();
    openids.add(0, "o_000");

    JsonNode tagged = settled(post(FOLLOWERS + "/tag", Map.of("openids", openids, "tagId", tagId)));

    assertThat(tagged.path("tagId").asInt()).isEqualTo(tagId);
    assertThat(tagged.path("tagName").asString()).isEqualTo("重点");
    assertThat(tagged.path("followers").size()).isEqualTo(100);
    assertThat(tagged.at("/followers/0").toString())
        .contains("\"openid\":\"o_000\"", "REFUSED", "40003");
    assertThat(tagged.at("/followers/1").toString())
        .isEqualTo("{\"openid\":\"o_000000\",\"state\":\"DONE\"}");
    String all = FOLLOWERS + "/changes/" + tagged.path("changeNo").asString() + "/followers";
    JsonNode first = get(all + "?limit=100").json();
    JsonNode rest = get(all + "?limit=100&after=" + first.path("next").asString()).json();
    assertThat(rest.path("items").size()).isEqualTo(5);
    assertThat(rest.has("next")).isFalse();
    assertThat(get(all + "?after=%3Cx%3E").text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(detailOf(tagged, "FOLLOWERS_TAG_BEGUN"))
        .contains(
            "tag " + tagId + " \"重点\"",
            "105 followers: o_000, o_000000, o_000001, o_000002, o_000003 and 100 more");

    Answer renamed = rename(tagId, "一般", "重点");
    assertThat(renamed.text("former")).isEqualTo("重点");
    assertThat(renamed.text("text")).isEqualTo("一般");
    assertThat(detailOf(renamed.json(), "TAG_RENAME_BEGUN")).contains("\"重点\" to \"一般\"");

    String openid = openids.get(7);
    settled(remark(openid, "朝阳店", ""));
    JsonNode remarked = settled(remark(openid, "海淀店", "朝阳店"));
    assertThat(remarked.path("former").asString()).isEqualTo("朝阳店");
    assertThat(remarked.path("text").asString()).isEqualTo("海淀店");
    assertThat(remarked.at("/followers/0/openid").asString()).isEqualTo(openid);
    assertThat(detailOf(remarked, "FOLLOWER_REMARK_BEGUN"))
        .contains("1 follower: " + openid)
        .doesNotContain("朝阳店", "海淀店");

    JsonNode blocked =
        settled(post(FOLLOWERS + "/block", Map.of("openids", List.of(openid), "reason", "骚扰")));
    assertThat(blocked.at("/followers/0/state").asString()).isEqualTo("DONE");
    assertThat(detailOf(blocked, "FOLLOWERS_BLOCK_BEGUN")).endsWith(openid + "; 骚扰");
    assertThat(get(FOLLOWERS + "/changes?limit=1").json().at("/items/0").has("followers"))
        .isFalse();
  }

  @Test
  void aRefusalIsLoggedInOneLineWithItsErrcodeAndWithoutTheFollower(CapturedOutput output) {
    String openid = known("o_refused_remark", now() - 100);
    WECHAT.followers.errcodesOf("user/info/updateremark").add(40013);

    assertThat(remark(openid, "a", "").text("code")).isEqualTo("WECHAT_REFUSED");

    assertThat(output.getAll())
        .containsPattern("WECHAT_REFUSED \\{.*errcode=40013")
        .doesNotContain(openid)
        .doesNotContain("ApiException: WECHAT_REFUSED");
  }

  @Test
  void whatComesAtOnceIsMadeInOneGo() throws Exception {
    List<String> openids = followers(400, now() - 100);
    openids.forEach(openid -> known(openid, now() - 100));
    AtomicInteger next = new AtomicInteger();

    List<Boolean> taken =
        atOnce(
            20,
            () ->
                IntStream.range(0, 20)
                    .mapToObj(i -> remark(openids.get(next.getAndIncrement()), "备注", ""))
                    .allMatch(answer -> answer.status() == 200 || answer.status() == 202));

    assertThat(taken).containsOnly(true);
    // One with each sweep, they would take more than eighty seconds.
    await().until(() -> count("SELECT COUNT(*) FROM wechat_follower WHERE remark = '备注'") == 400);
    assertThat(count("SELECT COUNT(*) FROM follower_change WHERE status = 'RUNNING'")).isZero();
  }

  @Test
  void aChangeThatHasToWaitHoldsUpNoOtherAccount() {
    String openid = known(followers(1, now() - 100).get(0), now() - 100);
    for (int i = 0; i < 3; i++) {
      WECHAT.followers.errcodesOf("user/info/updateremark").add(45011);
    }

    Answer waits = remark(openid, "a", "");
    Answer there = post(TAGS + "?account=" + SECOND_APP_ID, Map.of("name", "不等"));

    assertThat(waits.status()).isEqualTo(202);
    assertThat(there.text("status")).isEqualTo("DONE");
    assertThat(settled(waits).path("status").asString()).isEqualTo("DONE");
    assertThat(WECHAT.followers.callsOf("user/info/updateremark")).hasSize(4);
  }

  @Test
  void whoScansACodeHasItsTagOnOurListAtOnce() {
    String openid = known(followers(1, now() - 100).get(0), now() - 100);
    int tagId = WECHAT.followers.newTag("海报");
    String label = "海报 " + openid();
    String scene =
        post(
                "/ops/v1/wechat/qr-codes",
                Map.of("purpose", "STORE_POSTER", "label", label, "tagId", tagId))
            .text("scene");
    WECHAT.followers.errcodesOf("tags/members/batchtagging").add(45009);

    push(scan(openid, now(), scene));
    handled(openid);

    assertThat(follower(openid).path("tagIds").toString()).isEqualTo("[" + tagId + "]");
    assertThat(get(FOLLOWERS + "?tagId=" + tagId).body()).contains(openid);
    assertThat(WECHAT.followers.callsOf("tags/members/batchtagging")).hasSize(2);
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
    assertThat(callAs("AUDITOR", "POST", TAGS + "/refresh", "").text("code"))
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

  private void synced() {
    String runNo = post(SYNCS, Map.of()).text("runNo");
    await()
        .untilAsserted(() -> assertThat(get(SYNCS + "/" + runNo).text("status")).isEqualTo("DONE"));
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
    await().untilAsserted(() -> assertThat(get(path).text("status")).isNotEqualTo("RUNNING"));
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

  private String detailOf(JsonNode change, String action) {
    return get("/ops/v1/wechat/audit-log?subject=" + change.path("changeNo").asString())
        .json()
        .path("items")
        .valueStream()
        .filter(entry -> entry.path("action").asString().equals(action))
        .map(entry -> entry.path("detail").asString())
        .findFirst()
        .orElseThrow();
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
