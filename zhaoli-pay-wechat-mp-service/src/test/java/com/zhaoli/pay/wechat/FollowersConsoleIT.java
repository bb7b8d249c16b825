package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Followers and tags on the operators' page, with the service behind it. */
class FollowersConsoleIT extends ConsoleVisits {
  private static final String ONE = "oAbCdEfGhIjKlMnOpQrStUvWxYz12";
  private static final String OTHER = "oZyXwVuTsRqPoNmLkJiHgFeDcBa34";
  private static final String FOLLOWERS = "/ops/v1/wechat/followers";
  private static final int MOST_TAGS = 20;

  private int tagId;

  @BeforeEach
  void anAccountWithTwoFollowersAndATag() {
    forgetFollowers();
    tagId = WECHAT.followers.newTag("重点商户");
    WECHAT.followers.newTag("连锁店");
    FollowersApi.User one = WECHAT.followers.follow(ONE, now() - 5_000);
    one.remark = "朝阳店";
    one.tags.add(tagId);
    FollowersApi.User other = WECHAT.followers.follow(OTHER, now() - 6_000);
    IntStream.range(0, MOST_TAGS)
        .forEach(i -> other.tags.add(WECHAT.followers.newTag("标签" + (i + 1))));
    synced();
  }

  @AfterEach
  void noFollowers() {
    forgetFollowers();
  }

  @ParameterizedTest
  @EnumSource
  void followersAreTaggedAndUntagged(Look look) {
    WECHAT.followers.newTag("华东");
    post("/ops/v1/wechat/tags/refresh", Map.of());
    Visit visit = visit(look, "/ops/wechat/followers");
    visit.sees(visit.heading("粉丝", "Followers"));
    assertThat(row(visit, ONE)).containsText("重点商户");
    pick(visit, ONE);
    pick(visit, OTHER);
    visit.shot("80-wechat-followers");
    visit.button("打标签", "Give a tag").click();
    field(visit, "give").selectOption("华东");
    visit.shot("81-wechat-tagging");
    inDialog(visit, "打标签", "Give a tag").click();

    assertThat(visit.alert()).containsText(OTHER);
    assertThat(visit.alert()).not().containsText(ONE);
    assertThat(visit.alert()).containsText(visit.say("微信错误码 45059", "errcode 45059"));
    assertThat(visit.page.locator(".chosen-bar")).hasCount(0);
    assertThat(row(visit, ONE)).containsText("重点商户、华东");
    visit.shot("82-wechat-tagged-partly");

    pick(visit, ONE);
    visit.button("去除标签", "Take a tag away").click();
    field(visit, "give").selectOption("重点商户");
    visit.shot("83-wechat-untagging");
    inDialog(visit, "去除标签", "Take a tag away").click();
    isSaid(visit, "已完成", "Done");
    assertThat(row(visit, ONE)).not().containsText("重点商户");
    assertThat(visit.alert()).hasCount(0);
    assertThat(WECHAT.followers.callsOf("tags/members/batchuntagging").get(0).body().toString())
        .contains(ONE);

    field(visit, "by").selectOption("tagId");
    field(visit, "value").selectOption("华东");
    visit.button("查找", "Find").click();
    assertThat(visit.page.locator("tbody tr")).hasCount(1);
    assertThat(row(visit, ONE)).hasCount(1);
  }

  @ParameterizedTest
  @EnumSource
  void aFollowerIsBlockedAndUnblocked(Look look) {
    WECHAT.followers.lostAnswers.add("tags/members/batchblacklist");
    Visit visit = visit(look, "/ops/wechat/followers");
    pick(visit, ONE);
    visit.button("拉黑", "Block").click();
    inDialog(visit, "拉黑", "Block").click();
    assertThat(dialog(visit)).containsText(visit.say("请填写此项", "Please fill this in"));
    dialog(visit).locator("textarea").fill("发布广告");
    inDialog(visit, "拉黑", "Block").click();
    visit.sees(visit.page.getByText(visit.say("已提交，正在由微信处理", "Under way at WeChat")));
    visit.shot("84-wechat-blocking");
    isSaid(visit, "已完成", "Done");
    assertThat(row(visit, ONE)).containsText(visit.say("黑名单", "Blocked"));

    field(visit, "by").selectOption("state");
    field(visit, "value").selectOption("BLOCKED");
    visit.button("查找", "Find").click();
    assertThat(visit.page.locator("tbody tr")).hasCount(1);
    pick(visit, ONE);
    visit.button("移出黑名单", "Unblock").click();
    dialog(visit).locator("textarea").fill("已致歉");
    visit.shot("85-wechat-unblocking");
    inDialog(visit, "移出黑名单", "Unblock").click();
    visit.sees(visit.page.getByText(visit.say("没有符合条件的记录", "Nothing here")));
    assertThat(get(FOLLOWERS + "/" + ONE).json().path("blocked").asBoolean(true)).isFalse();
    link(visit, "操作记录", "Records").click();
    assertThat(row(visit, visit.say("将粉丝移出黑名单", "Followers unblocked")).first())
        .containsText("liwei");
  }

  @ParameterizedTest
  @EnumSource
  void aSyncShowsHowFarItIsAndEnds(Look look) {
    IntStream.range(0, 250).forEach(i -> WECHAT.followers.follow("o_sync_" + i, now() - 100));
    CountDownLatch seen = new CountDownLatch(1);
    WECHAT.followers.before =
        call -> {
          if (call.name().equals("user/info/batchget")) {
            waitFor(seen);
          }
        };
    Visit visit = visit(look, "/ops/wechat/followers?by=openid&value=" + ONE);

    visit.button("开始同步", "Begin a sync").click();
    visit.sees(visit.page.getByText(visit.say("读取粉丝", "reading followers")));
    visit.shot("86-wechat-syncing");
    seen.countDown();

    visit.sees(visit.button("开始同步", "Begin a sync"));
    visit.sees(visit.page.getByText("252 " + visit.say("/ ", "of ") + "252"));
    assertThat(get(FOLLOWERS + "/o_sync_249").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aSyncThatWaitsForWechatIsStopped(Look look) {
    WECHAT.followers.errcodesOf("user/get").add(45009);
    Visit visit = visit(look, "/ops/wechat/followers");

    visit.button("开始同步", "Begin a sync").click();
    visit.sees(visit.page.getByText("45009"));
    visit.shot("87-wechat-sync-waits");
    visit.button("停止", "Stop").click();

    isSaid(visit, "同步已停止", "The sync is stopped");
    visit.sees(visit.page.getByText(visit.say("已停止", "Stopped")).first());
    visit.sees(visit.button("开始同步", "Begin a sync"));
    visit.shot("88-wechat-sync-stopped");
    assertThat(get(FOLLOWERS + "/syncs?limit=1").json().at("/items/0/status").asString(""))
        .isEqualTo("STOPPED");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aRemarkIsChangedUnlessAnotherChangedIt(Look look) {
    push(event(ONE, now(), "CLICK", "<EventKey>RECENT_PAYMENTS</EventKey>"));
    Visit visit = visit(look, "/ops/wechat/followers?openid=" + ONE);
    visit.sees(visit.heading("朝阳店 关注中", "朝阳店 Follows"));
    visit.sees(visit.page.getByText("RECENT_PAYMENTS").first());
    visit.shot("89-wechat-follower");
    field(visit, "remark").fill("海淀店");
    visit.button("保存备注", "Save the remark").click();
    isSaid(visit, "已完成", "Done");
    visit.sees(visit.heading("海淀店 关注中", "海淀店 Follows"));

    Answer theirs =
        call(
            "PUT",
            FOLLOWERS + "/" + ONE + "/remark",
            "application/json",
            JSON.writeValueAsString(Map.of("remark", "他人的备注", "expectedRemark", "海淀店")));
    assertThat(theirs.status()).as(theirs.body()).isEqualTo(200);
    field(visit, "remark").fill("通州店");
    visit.button("保存备注", "Save the remark").click();
    assertThat(visit.alert()).containsText(visit.say("粉丝信息已被修改", "changed meanwhile"));
    assertThat(field(visit, "remark")).hasValue("通州店");
    visit.sees(visit.heading("他人的备注 关注中", "他人的备注 Follows"));
  }

  @ParameterizedTest
  @EnumSource
  void tagsAreMadeRenamedAndDeleted(Look look) {
    Visit visit = visit(look, "/ops/wechat/followers?tags=all");
    visit.sees(visit.heading("标签", "Tags"));
    assertThat(row(visit, "星标组").getByRole(AriaRole.BUTTON)).hasCount(0);
    visit.button("新建标签", "New tag").click();
    assertThat(field(visit, "tag-name")).isFocused();
    field(visit, "tag-name").fill("华南");
    visit.button("新建标签", "New tag").click();
    isSaid(visit, "已完成", "Done");
    assertThat(row(visit, "华南")).hasCount(1);

    act(visit, "改名", "Rename", "重点商户").click();
    assertThat(field(visit, "rename")).hasValue("重点商户");
    field(visit, "rename").fill("核心商户");
    visit.shot("90-wechat-tag-renaming");
    inDialog(visit, "改名", "Rename").click();
    visit.sees(row(visit, "核心商户"));
    assertThat(WECHAT.followers.tags()).containsEntry(tagId, "核心商户");

    Answer theirs =
        call(
            "PUT",
            "/ops/v1/wechat/tags/" + tagId,
            "application/json",
            JSON.writeValueAsString(Map.of("name", "大客户", "expectedName", "核心商户")));
    assertThat(theirs.status()).as(theirs.body()).isEqualTo(200);
    act(visit, "改名", "Rename", "核心商户").click();
    field(visit, "rename").fill("重要商户");
    inDialog(visit, "改名", "Rename").click();
    assertThat(dialog(visit)).containsText(visit.say("标签已被修改", "changed meanwhile"));
    visit.shot("91-wechat-tag-conflict");
    inDialog(visit, "取消", "Cancel").click();
    visit.page.reload();
    act(visit, "删除", "Delete", "大客户").click();
    inDialog(visit, "删除", "Delete").click();
    assertThat(row(visit, "大客户")).hasCount(0);
    assertThat(WECHAT.followers.tags()).doesNotContainKey(tagId);
    visit.shot("92-wechat-tags");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_EN", "DESKTOP_ZH"})
  void anAuditorChangesNoFollowersAndTags(Look look) {
    operatorsAre(OperatorRole.AUDITOR);
    Visit visit = visit(look, "/ops/wechat/followers");
    visit.sees(row(visit, ONE));
    assertThat(visit.page.getByRole(AriaRole.CHECKBOX)).hasCount(0);
    assertThat(visit.button("开始同步", "Begin a sync")).hasCount(0);

    link(visit, "管理标签", "Manage the tags").click();
    visit.sees(row(visit, "重点商户"));
    assertThat(visit.button("新建标签", "New tag")).hasCount(0);
    assertThat(row(visit, "重点商户").getByRole(AriaRole.BUTTON)).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aChangeTellsWhomItWasForAndWhatWasThereBefore(Look look) {
    int east = WECHAT.followers.newTag("华东");
    post("/ops/v1/wechat/tags/refresh", Map.of());
    String tagged =
        post(FOLLOWERS + "/tag", Map.of("openids", List.of(ONE, OTHER), "tagId", east))
            .text("changeNo");
    String remarked =
        call(
                "PUT",
                FOLLOWERS + "/" + ONE + "/remark",
                "application/json",
                JSON.writeValueAsString(Map.of("remark", "海淀店", "expectedRemark", "朝阳店")))
            .text("changeNo");

    Visit visit = visit(look, "/ops/wechat/followers?change=" + tagged);
    visit.sees(visit.heading("粉丝变更 部分完成", "Change of followers Partly done"));
    visit.sees(visit.page.getByText("华东"));
    assertThat(row(visit, ONE)).containsText(visit.say("已完成", "Done"));
    assertThat(row(visit, OTHER)).containsText("45059");
    visit.shot("78-wechat-change");

    visit.to("/ops/wechat/followers?change=" + remarked);
    visit.sees(visit.page.getByText("朝阳店").first());
    visit.sees(visit.page.getByText("海淀店").first());
    visit.shot("79-wechat-change-of-a-remark");
  }

  private static void pick(Visit visit, String openid) {
    row(visit, openid).getByRole(AriaRole.CHECKBOX).check();
  }

  private static Locator act(Visit visit, String chinese, String english, String tag) {
    return visit.button(chinese + "：" + tag, english + ": " + tag);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      // Less than the service waits for WeChat.
      latch.await(4, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void synced() {
    Answer begun = post(FOLLOWERS + "/syncs", Map.of());
    assertThat(List.of(200, 202)).as(begun.body()).contains(begun.status());
    String run = FOLLOWERS + "/syncs/" + begun.text("runNo");
    await().untilAsserted(() -> assertThat(get(run).text("status")).isEqualTo("DONE"));
  }
}
