package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import com.zhaoli.pay.wechat.StandIn.Given;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Followers and tags on the operators' page, with a stand-in for their API. */
class FollowersConsoleIT extends ConsoleVisits {
  private static final String ONE = "oAbCdEfGhIjKlMnOpQrStUvWxYz12";
  private static final String OTHER = "oZyXwVuTsRqPoNmLkJiHgFeDcBa34";

  private final StandIn standIn = new StandIn();
  private final AtomicInteger looks = new AtomicInteger();
  private String remark = "朝阳店";
  private boolean syncing;

  @BeforeEach
  void anApiOfFollowers() {
    standIn
        .on(
            "GET /followers\\?.*",
            body -> Given.ok(Map.of("items", List.of(follower(ONE), follower(OTHER)))))
        .on("GET /followers/" + ONE, body -> Given.ok(follower(ONE)))
        .on("GET /tags", body -> Given.ok(tags()))
        .on("GET /followers/syncs\\?.*", body -> Given.ok(Map.of("items", syncs())))
        .on(
            "POST /followers/syncs",
            body -> {
              syncing = true;
              return new Given(202, sync("RUNNING"));
            })
        .on(
            "POST /followers/tag",
            body ->
                Given.ok(
                    change(
                        "PARTLY",
                        List.of(
                            Map.of(
                                "openid",
                                OTHER,
                                "errcode",
                                45059,
                                "problem",
                                "WeChat answered errcode 45059: a follower has 20 tags already")))))
        .on("POST /followers/block", body -> new Given(202, change("RUNNING", List.of())))
        .on("GET /followers/changes/flc_1", body -> Given.ok(change("DONE", List.of())))
        .on(
            "PUT /followers/" + ONE + "/remark",
            body -> {
              if (!body.path("expectedRemark").asString("").equals(remark)) {
                return Given.refusal(409, "FOLLOWER_CONFLICT", Map.of());
              }
              remark = body.path("remark").asString("");
              return Given.ok(change("DONE", List.of()));
            })
        .on("POST /tags", body -> Given.ok(change("DONE", List.of())));
  }

  @ParameterizedTest
  @EnumSource
  void followersAreTaggedBlockedAndSynced(Look look) {
    Visit visit = visit(look, "/ops/wechat/followers", standIn);
    visit.sees(visit.heading("粉丝", "Followers"));
    assertThat(row(visit, ONE)).containsText("重点商户");
    pick(visit, ONE);
    pick(visit, OTHER);
    visit.shot("80-wechat-followers");
    visit.button("打标签", "Give a tag").click();
    visit.shot("81-wechat-tagging");
    inDialog(visit, "打标签", "Give a tag").click();
    assertThat(visit.alert()).containsText(OTHER);
    assertThat(visit.alert()).containsText(visit.say("微信错误码 45059", "errcode 45059"));
    assertThat(visit.page.locator(".chosen-bar")).hasCount(0);
    visit.shot("82-wechat-tagged-partly");

    pick(visit, ONE);
    visit.button("拉黑", "Block").click();
    dialog(visit).locator("textarea").fill("发布广告");
    inDialog(visit, "拉黑", "Block").click();
    visit.sees(visit.page.getByText(visit.say("已提交，正在由微信处理", "Under way at WeChat")));
    isSaid(visit, "已完成", "Done");
    assertThat(standIn.calls).anyMatch(call -> call.contains("\"reason\":\"发布广告\""));

    visit.button("开始同步", "Begin a sync").click();
    visit.sees(visit.page.getByText(visit.say("读取粉丝", "reading followers")));
    visit.shot("83-wechat-syncing");
    visit.sees(visit.button("开始同步", "Begin a sync"));

    field(visit, "by").selectOption("tagId");
    field(visit, "value").selectOption("134");
    visit.button("查找", "Find").click();
    assertThat(visit.page.locator("tbody tr")).hasCount(2);
    assertThat(standIn.calls).anyMatch(call -> call.contains("GET /followers?tagId=134"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aRemarkIsChangedUnlessAnotherChangedIt(Look look) {
    Visit visit = visit(look, "/ops/wechat/followers?openid=" + ONE, standIn);
    visit.sees(visit.heading("朝阳店 关注中", "朝阳店 Follows"));
    visit.shot("84-wechat-follower");
    field(visit, "remark").fill("海淀店");
    visit.button("保存备注", "Save the remark").click();
    isSaid(visit, "已完成", "Done");
    visit.sees(visit.heading("海淀店 关注中", "海淀店 Follows"));

    remark = "他人的备注";
    field(visit, "remark").fill("通州店");
    visit.button("保存备注", "Save the remark").click();
    assertThat(visit.alert()).containsText("FOLLOWER_CONFLICT");
    assertThat(field(visit, "remark")).hasValue("通州店");
    visit.sees(visit.heading("他人的备注 关注中", "他人的备注 Follows"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_EN", "DESKTOP_ZH"})
  void tagsAreMade(Look look) {
    Visit visit = visit(look, "/ops/wechat/followers?tags=all", standIn);
    visit.sees(visit.heading("标签", "Tags"));
    visit.button("新建标签", "New tag").click();
    assertThat(field(visit, "tag-name")).isFocused();
    field(visit, "tag-name").fill("连锁店");
    visit.button("新建标签", "New tag").click();
    isSaid(visit, "已完成", "Done");
    visit.shot("85-wechat-tags");
    assertThat(standIn.calls).contains("POST /tags {\"name\":\"连锁店\"}");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aChangeTellsWhomItWasForAndWhatWasThereBefore(Look look) {
    Map<String, Object> change = new LinkedHashMap<>(change("PARTLY", List.of()));
    change.putAll(
        Map.of(
            "changeNo", "flc_2",
            "kind", "REMARK",
            "former", "朝阳店",
            "text", "海淀店",
            "operatorNo", "opr_1",
            "createdAt", "2026-11-27T03:00:00Z"));
    standIn
        .on("GET /followers/changes/flc_2", body -> Given.ok(change))
        .on(
            "GET /followers/changes/flc_2/followers\\?.*",
            body ->
                Given.ok(
                    Map.of(
                        "items",
                        List.of(
                            Map.of("openid", ONE, "state", "DONE"),
                            Map.of(
                                "openid",
                                OTHER,
                                "state",
                                "REFUSED",
                                "errcode",
                                40003,
                                "problem",
                                "WeChat answered errcode 40003: there is no such openid")))));

    Visit visit = visit(look, "/ops/wechat/followers?change=flc_2", standIn);

    visit.sees(visit.heading("粉丝变更 部分完成", "Change of followers Partly done"));
    visit.sees(visit.page.getByText("朝阳店"));
    visit.sees(visit.page.getByText("海淀店"));
    assertThat(row(visit, ONE)).containsText(visit.say("已完成", "Done"));
    assertThat(row(visit, OTHER)).containsText("40003");
    visit.shot("86-wechat-change");
  }

  private static void pick(Visit visit, String openid) {
    row(visit, openid).getByRole(AriaRole.CHECKBOX).check();
  }

  private Map<String, Object> follower(String openid) {
    Map<String, Object> follower = new LinkedHashMap<>();
    follower.put("openid", openid);
    follower.put("account", APP_ID);
    follower.put("state", "FOLLOWING");
    follower.put("blocked", false);
    follower.put("followedAt", "2026-11-27T03:00:00Z");
    follower.put("stateAt", "2026-11-27T03:00:00Z");
    follower.put("scene", "ADD_SCENE_QR_CODE");
    follower.put("remark", openid.equals(ONE) ? remark : "");
    follower.put("tagIds", List.of(134));
    follower.put("firstSeenAt", "2026-11-27T03:00:01.120Z");
    follower.put("lastActAt", "2026-11-27T05:10:00Z");
    follower.put(
        "events",
        List.of(
            Map.of(
                "kind",
                "MENU_CLICK",
                "subject",
                "RECENT_PAYMENTS",
                "occurredAt",
                "2026-11-27T05:10:00Z")));
    return follower;
  }

  private static Map<String, Object> tags() {
    return Map.of(
        "items",
        List.of(
            Map.of("tagId", 2, "name", "星标组", "followers", 0, "system", true),
            Map.of("tagId", 134, "name", "重点商户", "followers", 12, "system", false)),
        "refreshedAt",
        "2026-11-27T03:00:00Z");
  }

  private List<Object> syncs() {
    if (!syncing) {
      return List.of();
    }
    return List.of(sync(looks.incrementAndGet() > 2 ? "DONE" : "RUNNING"));
  }

  private static Map<String, Object> sync(String status) {
    return Map.of(
        "runNo",
        "fls_1",
        "status",
        status,
        "phase",
        "FOLLOWERS",
        "total",
        25_000,
        "read",
        status.equals("DONE") ? 25_000 : 10_300,
        "found",
        40,
        "left",
        2,
        "blocked",
        1,
        "startedAt",
        "2026-11-27T03:00:00Z");
  }

  private static Map<String, Object> change(String status, List<Map<String, Object>> refusals) {
    return Map.of(
        "changeNo",
        "flc_1",
        "kind",
        "TAG",
        "status",
        status,
        "total",
        2,
        "done",
        status.equals("PARTLY") ? 1 : 0,
        "refused",
        refusals.size(),
        "pending",
        0,
        "refusals",
        refusals);
  }
}
