package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class WechatConsolePageIT extends ConsoleVisits {
  private static final String MENUS = "/ops/v1/wechat/menus";
  private static final String RULES = "/ops/v1/wechat/reply-rules";

  @BeforeEach
  void anAccountWithoutMenusAndRules() {
    WECHAT.menus.reset();
    jdbc.update("DELETE FROM menu_live");
    for (String account : List.of(APP_ID, SECOND_APP_ID)) {
      redis.delete("zhaoli:wechat:menu:live:" + account);
      get(RULES + "?account=" + account)
          .json()
          .path("items")
          .forEach(rule -> delete(rule, account));
    }
  }

  private void delete(JsonNode rule, String account) {
    call(
        "DELETE",
        "%s/%s?expectedVersion=%d&account=%s"
            .formatted(
                RULES, rule.path("ruleNo").asString(), rule.path("version").asLong(), account),
        null,
        "");
  }

  @ParameterizedTest
  @EnumSource
  void aMenuIsWrittenMendedPublishedAndRolledBack(Look look) {
    String earlier = draft("春季菜单", "RECENT_PAYMENTS");
    publish(earlier);
    rule("收款记录", "ON_CLICK", "RECENT_PAYMENTS", "您今天收款 3 笔，共 ¥266.00。");
    Visit visit = visit(look, "/ops/wechat");

    visit.sees(visit.heading("自定义菜单", "Menus"));
    phoneButton(visit, "收款记录").click();
    visit.sees(visit.page.locator(".phone .bubble"));
    visit.shot("50-wechat-menus");
    visit.button("以当前菜单新建草稿", "New draft from this menu").click();
    visit.sees(visit.page.locator("#menu-name"));
    visit.shot("51-wechat-draft");

    field(visit, "note").fill("夏季菜单");
    visit.button("＋ 添加一级菜单", "＋ Add a button").click();
    assertThat(field(visit, "menu-name")).isFocused();
    field(visit, "menu-name").fill("更多服务与帮助");
    addBelow(visit, "更多服务与帮助");
    field(visit, "menu-name").fill("接入文档");
    field(visit, "menu-type").selectOption("view");
    field(visit, "menu-url").fill("pay.example.com/docs");
    addBelow(visit, "更多服务与帮助");
    field(visit, "menu-name").fill("门店助手");
    field(visit, "menu-type").selectOption("miniprogram");
    visit.button("保存草稿", "Save the draft").click();
    isSaid(visit, "草稿已保存", "The draft is saved");
    Locator problems = visit.page.locator(".notice.bad li");
    assertThat(problems).hasCount(5);
    assertThat(visit.button("发布", "Publish")).isDisabled();
    visit.shot("52-wechat-draft-problems");

    problems.nth(1).locator("button").click();
    assertThat(field(visit, "menu-url")).isFocused();
    assertThat(field(visit, "menu-url")).hasAttribute("aria-invalid", "true");
    field(visit, "menu-url").fill("https://pay.example.com/docs");
    pick(visit, "门店助手").click();
    field(visit, "menu-appId").fill("wx0123456789abcdef");
    field(visit, "menu-pagePath").fill("pages/shop/index");
    field(visit, "menu-url").fill("https://pay.example.com/shop");
    pick(visit, "更多服务与帮助").click();
    field(visit, "menu-name").fill("更多服务");
    visit.button("添加个性化菜单", "Add a conditional menu").click();
    field(visit, "rule-tagId").fill("134");
    field(visit, "rule-clientPlatform").selectOption("IOS");
    visit.button("保存草稿", "Save the draft").click();
    assertThat(problems).hasCount(0);
    visit.sees(
        visit.page.getByText(visit.say("符合微信的要求，可以发布。", "Within WeChat's limits: it can be")));
    phoneButton(visit, "更多服务").click();
    phoneButton(visit, "接入文档").click();
    assertThat(visit.page.locator(".phone-chat")).containsText("https://pay.example.com/docs");
    phoneButton(visit, "更多服务").click();
    visit.shot("53-wechat-draft-mended");

    visit.button("发布", "Publish").click();
    assertThat(dialog(visit).locator("tbody tr")).not().hasCount(0);
    inDialog(visit, "发布", "Publish").click();
    assertThat(dialog(visit)).containsText(visit.say("请填写此项", "Please fill this in"));
    dialog(visit).locator("textarea").fill("夏季活动上线");
    visit.shot("54-wechat-publish");
    inDialog(visit, "发布", "Publish").click();
    visit.sees(visit.page.getByText(visit.say("菜单已发布", "The menu is published")).last());
    visit.sees(visit.button("重新发布（回滚）", "Publish again (roll back)"));
    assertThat(WECHAT.menus.menu()).contains("更多服务", "https://pay.example.com/docs");
    assertThat(WECHAT.menus.rules()).hasSize(1);
    visit.shot("55-wechat-published");

    link(visit, "← 返回菜单", "← Back to the menus").click();
    row(visit, "春季菜单").first().getByRole(AriaRole.LINK).click();
    visit.button("重新发布（回滚）", "Publish again (roll back)").click();
    dialog(visit).locator("textarea").fill("活动结束");
    inDialog(visit, "重新发布（回滚）", "Publish again (roll back)").click();
    visit.sees(visit.page.getByText(visit.say("没有差异。", "Nothing differs.")));
    assertThat(WECHAT.menus.menu()).doesNotContain("更多服务");
    link(visit, "← 返回菜单", "← Back to the menus").click();
    visit.sees(row(visit, "活动结束").first());
    visit.shot("56-wechat-rolled-back");

    link(visit, "操作记录", "Records").click();
    visit.sees(row(visit, visit.say("开始回滚菜单", "Roll-back begun")).first());
    assertThat(row(visit, visit.say("开始回滚菜单", "Roll-back begun")).first()).containsText("liwei");
    visit.shot("57-wechat-records");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_EN", "DESKTOP_ZH"})
  void whoChangesADraftThatAnotherChangedIsToldAndLosesNothing(Look look) {
    String versionNo = draft("秋季菜单", "KEY_A");
    Visit visit = visit(look, "/ops/wechat/menus?version=" + versionNo);
    visit.sees(field(visit, "menu-name"));
    field(visit, "menu-name").fill("我的收款");

    Answer theirs =
        call(
            "PUT",
            MENUS + "/versions/" + versionNo,
            "application/json",
            JSON.writeValueAsString(
                Map.of("revision", 1, "note", "秋季菜单", "content", content("他们的", "KEY_B"))));
    assertThat(theirs.status()).isEqualTo(200);
    visit.button("保存草稿", "Save the draft").click();

    assertThat(visit.alert()).containsText(visit.say("已被他人修改", "Somebody else changed"));
    assertThat(field(visit, "menu-name")).hasValue("我的收款");
    visit.shot("58-wechat-draft-conflict");
    visit.button("将我的修改另存为新草稿", "Save my changes as a new draft").click();
    isSaid(visit, "已新建草稿", "A new draft is made");
    assertThat(field(visit, "menu-name")).hasValue("我的收款");
    visit.to("/ops/wechat/menus?version=" + versionNo);
    assertThat(field(visit, "menu-name")).hasValue("他们的");

    visit.button("删除草稿", "Throw away").click();
    inDialog(visit, "删除草稿", "Throw away").click();
    visit.sees(visit.heading("自定义菜单", "Menus"));
    assertThat(get(MENUS + "/versions/" + versionNo).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aMenuThatWechatRefusesIsSaidWithItsReason(Look look) {
    String versionNo = draft("冬季菜单", "KEY_A");
    Visit visit = visit(look, "/ops/wechat/menus?version=" + versionNo);
    visit.button("发布", "Publish").click();
    dialog(visit).locator("textarea").fill("冬季活动上线");
    WECHAT.menus.nextErrcodes.add(40018);

    inDialog(visit, "发布", "Publish").click();

    assertThat(dialog(visit)).containsText("40018");
    visit.shot("59-wechat-refused");
    inDialog(visit, "取消", "Cancel").click();
    link(visit, "← 返回菜单", "← Back to the menus").click();
    assertThat(row(visit, "冬季活动上线").first()).containsText(visit.say("被微信拒绝", "Refused by WeChat"));
  }

  @ParameterizedTest
  @EnumSource
  void aRuleIsMadeTriedChangedAndDisabled(Look look) {
    rule("营业时间", "CONTAINS", "营业", "每天 9:00-22:00");
    Visit visit = visit(look, "/ops/wechat/rules");
    visit.sees(visit.heading("自动回复规则", "Reply rules"));
    visit.button("新建规则", "New rule").click();
    visit.button("保存", "Save").click();
    assertThat(field(visit, "rule-name")).isFocused();
    visit.shot("60-wechat-rule-empty");

    field(visit, "rule-name").fill("夜间营业");
    field(visit, "rule-kind").selectOption("REGEX");
    field(visit, "rule-pattern").fill("(营业|开门");
    field(visit, "rule-priority").fill("10");
    field(visit, "reply-0-content").fill("夜间请联系值班客服，电话 0755-0000 0000。");
    visit.button("添加一条消息", "Add a message").click();
    field(visit, "reply-1-type").selectOption("news");
    field(visit, "reply-1-title").fill("如何找到我们");
    field(visit, "reply-1-description").fill("地铁一号线科苑站 B 出口");
    field(visit, "reply-1-picUrl").fill("https://www.example.com/map.png");
    field(visit, "reply-1-url").fill("https://www.example.com/map");
    field(visit, "windowed").check();
    field(visit, "day-SATURDAY").check();
    field(visit, "day-SUNDAY").check();
    field(visit, "from").fill("22:00");
    field(visit, "to").fill("09:00");
    visit.button("保存", "Save").click();
    assertThat(field(visit, "rule-pattern")).isFocused();
    assertThat(field(visit, "rule-pattern")).hasAttribute("aria-invalid", "true");
    visit.shot("61-wechat-rule-wrong");
    field(visit, "rule-pattern").fill("营业|开门");
    visit.button("保存", "Save").click();
    isSaid(visit, "规则已保存", "The rule is saved");
    visit.sees(visit.button("停用", "Disable"));
    visit.shot("62-wechat-rule");

    link(visit, "← 返回规则列表", "← Back to the rules").click();
    field(visit, "trial-text").fill("你们几点营业？");
    field(visit, "trial-at").fill("2026-11-28T23:30");
    visit.button("试一试", "Try").click();
    assertThat(visit.page.locator(".bubble.theirs")).hasCount(2);
    assertThat(visit.page.locator(".chat")).containsText("夜间请联系值班客服");
    assertThat(row(visit, visit.say("命中，但排在后面", "Is met, but comes later"))).containsText("营业时间");
    visit.shot("63-wechat-trial");
    field(visit, "trial-at").fill("2026-11-27T12:00");
    assertThat(visit.page.locator(".bubble")).hasCount(0);
    visit.button("试一试", "Try").click();
    assertThat(visit.page.locator(".chat")).containsText("每天 9:00-22:00");
    assertThat(row(visit, visit.say("命中，但不在生效时间内", "Is met, but not at this time")))
        .containsText("夜间营业");

    link(visit, "夜间营业", "夜间营业").first().click();
    field(visit, "rule-priority").fill("20");
    visit.button("保存", "Save").click();
    isSaid(visit, "规则已保存", "The rule is saved");
    visit.button("停用", "Disable").click();
    inDialog(visit, "停用", "Disable").click();
    visit.sees(visit.button("启用", "Enable"));
    link(visit, "← 返回规则列表", "← Back to the rules").click();
    assertThat(row(visit, "夜间营业").last()).containsText(visit.say("已停用", "Disabled"));
    visit.shot("64-wechat-rules");
    field(visit, "find").fill("nothing like this");
    visit.sees(visit.page.getByText(visit.say("没有符合条件的记录", "Nothing here")));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aRuleThatAnotherChangedIsNotOverwritten(Look look) {
    String ruleNo = rule("退款", "EXACT", "退款", "请在「我的订单」中申请。");
    Visit visit = visit(look, "/ops/wechat/rules?rule=" + ruleNo);
    field(visit, "rule-priority").fill("5");
    long version = get(RULES + "/" + ruleNo).json().path("version").asLong();
    post(RULES + "/" + ruleNo + "/disable", Map.of("expectedVersion", version));

    visit.button("保存", "Save").click();

    assertThat(visit.alert()).containsText(visit.say("已被他人修改", "Somebody else changed"));
    visit.shot("65-wechat-rule-conflict");
    visit.button("放弃我的修改，查看最新内容", "Drop my changes and see theirs").click();
    assertThat(field(visit, "rule-priority")).hasValue("0");
    visit.button("删除", "Delete").click();
    inDialog(visit, "删除", "Delete").click();
    visit.sees(visit.heading("自动回复规则", "Reply rules"));
    assertThat(get(RULES + "/" + ruleNo).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_EN", "DESKTOP_ZH"})
  void anAuditorLooksAndCannotChange(Look look) {
    String versionNo = draft("春季菜单", "KEY_A");
    String ruleNo = rule("退款", "EXACT", "退款", "请在「我的订单」中申请。");
    operatorsAre(OperatorRole.AUDITOR);
    Visit visit = visit(look, "/ops/wechat/menus?version=" + versionNo);

    visit.sees(visit.page.getByText(visit.say("您的角色只能查看。", "Your role may look")));
    assertThat(visit.button("保存草稿", "Save the draft")).hasCount(0);
    assertThat(visit.button("发布", "Publish")).hasCount(0);
    visit.shot("66-wechat-auditor-menu");
    visit.to("/ops/wechat/rules?rule=" + ruleNo);
    visit.sees(visit.page.getByText("请在「我的订单」中申请。"));
    assertThat(visit.button("保存", "Save")).hasCount(0);
    visit.shot("67-wechat-auditor-rule");

    operatorsAre(OperatorRole.ADMIN);
    visit.to("/ops/wechat/rules?rule=" + ruleNo);
    visit.sees(visit.button("停用", "Disable"));
    operatorsAre(OperatorRole.AUDITOR);
    visit.button("停用", "Disable").click();
    inDialog(visit, "停用", "Disable").click();
    assertThat(dialog(visit)).containsText(visit.say("您的角色无权", "Your role does not allow"));
    assertThat(get(RULES + "/" + ruleNo).json().path("enabled").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void conversationsAreShownWhenAskedForAndTheLookIsOnRecord(Look look) {
    rule("营业时间", "CONTAINS", "营业", "每天 9:00-22:00");
    String openid = openid();
    Answer answered =
        push(
            "<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime><MsgType>text</MsgType><Content><![CDATA[请问几点营业？]]></Content><MsgId>%d</MsgId></xml>"
                .formatted(openid, now(), System.nanoTime()));
    assertThat(answered.body()).contains("每天 9:00-22:00");
    Visit visit = visit(look, "/ops/wechat/conversations");
    visit.sees(visit.heading("对话记录", "Conversations"));
    assertThat(visit.page.locator("tbody")).hasCount(0);

    field(visit, "openid").fill(openid);
    visit.button("查询", "Show").click();

    assertThat(visit.page.locator("tbody tr")).hasCount(1);
    assertThat(visit.page.locator(".bubble.mine")).hasText("请问几点营业？");
    assertThat(visit.page.locator(".bubble.theirs")).hasText("每天 9:00-22:00");
    visit.shot("68-wechat-conversations");
    link(visit, "操作记录", "Records").click();
    visit.sees(row(visit, visit.say("查看对话记录", "Conversations looked at")).first());
  }

  @ParameterizedTest
  @EnumSource
  void theAccountThatIsChosenHoldsForAllViews(Look look) {
    rule("地址", "EXACT", "地址", "总店地址");
    String versionNo = draft("春季菜单", "KEY_A");
    Visit visit = visit(look, "/ops/wechat/rules");
    visit.sees(row(visit, "总店地址"));
    assertThat(field(visit, "account")).hasValue(APP_ID);

    field(visit, "account").selectOption(SECOND_APP_ID);
    visit.sees(visit.page.getByText(visit.say("还没有规则。", "There are no rules yet.")));
    visit.shot("69-wechat-accounts");
    visit.button("新建规则", "New rule").click();
    field(visit, "rule-name").fill("分店地址");
    field(visit, "rule-pattern").fill("地址");
    field(visit, "reply-0-content").fill("分店在科苑路 1 号");
    visit.button("保存", "Save").click();
    isSaid(visit, "规则已保存", "The rule is saved");
    link(visit, "← 返回规则列表", "← Back to the rules").click();
    visit.sees(row(visit, "分店在科苑路 1 号"));
    assertThat(row(visit, "总店地址")).hasCount(0);

    link(visit, "操作记录", "Records").click();
    visit.sees(row(visit, visit.say("新建回复规则", "Reply rule made")).first());
    assertThat(field(visit, "account")).hasValue(SECOND_APP_ID);
    link(visit, "菜单", "Menus").click();
    visit.sees(visit.heading("自定义菜单", "Menus"));
    assertThat(row(visit, "春季菜单")).hasCount(0);
    visit.page.reload();
    assertThat(field(visit, "account")).hasValue(SECOND_APP_ID);
    visit.to("/ops/wechat/menus?version=" + versionNo + "&account=" + SECOND_APP_ID);
    visit.sees(visit.page.getByText(visit.say("菜单版本或发布记录不存在。", "There is no such menu version")));

    field(visit, "account").selectOption(APP_ID);
    visit.sees(row(visit, "春季菜单").first());
    assertThat(get(RULES + "?account=" + SECOND_APP_ID).json().path("items")).hasSize(1);
    assertThat(get(RULES).json().path("items")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aPublicationThatWechatDoesNotConfirmIsFollowedToItsEnd(Look look) {
    String versionNo = draft("夏季菜单", "KEY_A");
    Visit visit = visit(look, "/ops/wechat/menus?version=" + versionNo);
    visit.button("发布", "Publish").click();
    dialog(visit).locator("textarea").fill("夏季活动上线");
    WECHAT.menus.busy = true;

    inDialog(visit, "发布", "Publish").click();

    visit.sees(visit.page.getByText(visit.say("正在发布，微信尚未确认。", "It is being published")));
    assertThat(visit.button("保存草稿", "Save the draft")).hasCount(0);
    assertThat(visit.button("重新发布（回滚）", "Publish again (roll back)")).isDisabled();
    visit.shot("59-wechat-publishing");
    link(visit, "← 返回菜单", "← Back to the menus").click();
    assertThat(row(visit, "夏季活动上线").first()).containsText(visit.say("进行中", "Under way"));
    visit.shot("59-wechat-publications");
    visit.to("/ops/wechat/menus?version=" + draft("另一份", "KEY_B"));
    visit.button("发布", "Publish").click();
    dialog(visit).locator("textarea").fill("抢先");
    inDialog(visit, "发布", "Publish").click();
    assertThat(dialog(visit)).containsText(visit.say("该公众号正在发布菜单", "A menu is being published"));
    inDialog(visit, "取消", "Cancel").click();
    visit.to("/ops/wechat/menus?version=" + versionNo);
    visit.sees(visit.page.getByText(visit.say("正在发布，微信尚未确认。", "It is being published")));
    WECHAT.menus.busy = false;
    jdbc.update(
        "UPDATE menu_publication SET next_attempt_at = UTC_TIMESTAMP(3) WHERE status = 'RUNNING'");

    visit.sees(visit.page.getByText(visit.say("菜单已发布", "The menu is published")).last());
    assertThat(visit.button("重新发布（回滚）", "Publish again (roll back)")).isEnabled();
    assertThat(WECHAT.menus.menu()).contains("KEY_A");
  }

  @Test
  void changesThatAreNotSavedAreNotLostByALink() {
    String versionNo = draft("春季菜单", "KEY_A");
    Visit visit = visit(Look.DESKTOP_ZH, "/ops/wechat/menus?version=" + versionNo);
    field(visit, "menu-name").fill("新名字");

    visit.page.onceDialog(Dialog::dismiss);
    link(visit, "自动回复", "").click();
    assertThat(field(visit, "menu-name")).hasValue("新名字");
    visit.page.onceDialog(Dialog::accept);
    link(visit, "自动回复", "").click();
    visit.sees(visit.heading("自动回复规则", ""));
    visit.page.goBack();
    assertThat(field(visit, "menu-name")).hasValue("收款记录");
  }

  @Test
  void thePageIsServedByThisService() {
    for (String path : List.of("/ops/wechat/menus", "/ops/wechat/pages/menus.js")) {
      assertThat(get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(get("/ops/wechat/nothing").status()).isEqualTo(404);
    assertThat(get("/ops/wechat/pages/application.yml").status()).isEqualTo(404);
  }

  /** The browser knows the gateway's address only. */
  @Test
  void theShortAddressLeadsToAPathAndNamesNoHost() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (String path : List.of("/ops/wechat", "/ops/wechat/")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"))
              .build();
      HttpResponse<Void> moved = client.send(request, HttpResponse.BodyHandlers.discarding());
      assertThat(moved.statusCode()).isEqualTo(302);
      assertThat(moved.headers().allValues("Location")).containsExactly("/ops/wechat/menus");
    }
  }

  private static Map<String, Object> content(String name, String key) {
    return Map.of("buttons", List.of(Map.of("type", "click", "name", name, "key", key)));
  }

  private String draft(String note, String key) {
    Answer made = post(MENUS + "/versions", Map.of("note", note, "content", content("收款记录", key)));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("versionNo");
  }

  private void publish(String versionNo) {
    Answer published =
        post(
            MENUS + "/versions/" + versionNo + "/publish",
            Map.of("revision", 1, "reason", "春季活动上线"));
    assertThat(published.status()).as(published.body()).isEqualTo(200);
  }

  private String rule(String name, String kind, String pattern, String text) {
    Answer made =
        post(
            RULES,
            Map.of(
                "name", name,
                "kind", kind,
                "pattern", pattern,
                "replies", List.of(Map.of("type", "text", "content", text))));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("ruleNo");
  }

  private static void addBelow(Visit visit, String top) {
    visit.button("添加子菜单: " + top, "Add a button below: " + top).click();
    assertThat(field(visit, "menu-name")).isFocused();
  }

  private static Locator pick(Visit visit, String name) {
    return visit
        .page
        .locator(".outline .pick:not(.add)")
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Locator phoneButton(Visit visit, String name) {
    return visit
        .page
        .locator(".phone-menu button")
        .filter(new Locator.FilterOptions().setHasText(name));
  }
}
