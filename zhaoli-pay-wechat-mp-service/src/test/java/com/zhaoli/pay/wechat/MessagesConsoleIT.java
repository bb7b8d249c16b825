package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates and messages on the operators' page, with the service behind it. */
class MessagesConsoleIT extends ConsoleVisits {
  private static final String TEMPLATE_ID = "Vn2UnaZuR6xYlGtpnuz7CgTs9qVBNR8yGcWu0hG6wkM";
  private static final String STATEMENT = "/ops/v1/wechat/templates/DAILY_STATEMENT";
  private static final String MESSAGES = "/ops/v1/wechat/messages";

  private final String openid = openid();
  private final String businessId = "evt_" + UUID.randomUUID().toString().substring(0, 13);

  @BeforeEach
  @AfterEach
  void templatesAndUsageAsAtFirst() {
    WECHAT.nextErrcodes.clear();
    WECHAT.templates.clear();
    jdbc.update("DELETE FROM account_template");
    jdbc.update("DELETE FROM template_usage");
  }

  @ParameterizedTest
  @EnumSource
  void aMessageIsFoundReadAndSentAgain(Look look) {
    undelivered(businessId);
    usedToday(81_230);
    Visit visit = visit(look, "/ops/wechat/messages");
    visit.sees(visit.heading("模板消息", "Template messages"));
    visit.sees(visit.page.getByText(visit.say("已接近每日上限。", "nearly used up")));
    field(visit, "businessId").fill(businessId);
    field(visit, "status").selectOption("UNDELIVERED");
    visit.button("查询", "Search").click();
    assertThat(visit.page.locator("tbody tr")).hasCount(1);
    assertThat(row(visit, openid)).containsText(visit.say("未送达", "Not delivered"));
    visit.shot("70-wechat-messages");

    link(visit, "收款结果 " + businessId, "Payment result " + businessId).click();
    visit.sees(visit.page.locator(".notice-card"));
    assertThat(visit.page.locator(".notice-card")).containsText("¥88.00");
    assertThat(row(visit, visit.say("收到投递回执", "WeChat's report")))
        .containsText(visit.say("未送达：粉丝拒收", "the follower blocks it"));
    visit.shot("71-wechat-message");
    visit.button("重发", "Send again").click();
    inDialog(visit, "重发", "Send again").click();
    assertThat(dialog(visit)).containsText(visit.say("请填写此项", "Please fill this in"));
    dialog(visit).locator("textarea").fill("粉丝已解除拒收");
    visit.shot("72-wechat-resend");
    inDialog(visit, "重发", "Send again").click();
    isSaid(visit, "已重发", "It is being sent again");
    assertThat(visit.button("重发", "Send again")).hasCount(0);
    assertThat(row(visit, visit.say("操作员重发", "Sent again by an operator"))).containsText("liwei");
    assertThat(row(visit, "粉丝已解除拒收")).hasCount(1);
    await().until(() -> WECHAT.sentTo(openid).size() == 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aResendThatIsRefusedIsSaid(Look look) {
    String messageNo = undelivered(businessId);
    String other = undelivered(businessId + "-2");
    Visit visit = visit(look, "/ops/wechat/messages?message=" + messageNo);
    visit.button("重发", "Send again").click();
    dialog(visit).locator("textarea").fill("再试一次");
    Answer theirs = post(MESSAGES + "/" + messageNo + "/resend", Map.of("reason", "another's"));
    assertThat(theirs.status()).as(theirs.body()).isEqualTo(200);

    inDialog(visit, "重发", "Send again").click();

    assertThat(dialog(visit))
        .containsText(visit.say("该消息当前不能重发", "is not sent again as it stands"));
    operatorsAre(OperatorRole.AUDITOR);
    visit.to("/ops/wechat/messages?message=" + other);
    visit.sees(visit.page.getByText(visit.say("您的角色只能查看。", "Your role may look")));
    assertThat(visit.button("重发", "Send again")).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource
  void aTemplateIsChangedAndComparedWithWechat(Look look) {
    mapped(0, Map.of("merchantName", "thing1", "day", "time2"));
    WECHAT.templates.put(
        TEMPLATE_ID, "商户名称：{{thing1.DATA}}\n账单日期：{{time2.DATA}}\n收款金额：{{amount7.DATA}}");
    Visit visit = visit(look, "/ops/wechat/templates");
    visit.sees(visit.heading("消息模板", "Templates"));
    visit.shot("73-wechat-templates");
    link(visit, "每日对账", "Daily statement").click();
    visit.sees(visit.page.locator(".notice-card"));
    visit.button("添加一项", "Add a field").click();
    assertThat(field(visit, "keyword-2")).isFocused();
    field(visit, "keyword-2").fill("money");
    visit.button("保存", "Save").click();
    assertThat(field(visit, "keyword-2")).isFocused();
    assertThat(field(visit, "keyword-2")).hasAttribute("aria-invalid", "true");
    visit.shot("74-wechat-template-wrong");
    field(visit, "keyword-2").fill("amount3");
    visit.button("保存", "Save").click();
    isSaid(visit, "模板已保存", "The template is saved");
    assertThat(get(STATEMENT).json().path("revision").asInt()).isEqualTo(2);

    visit.button("开始对照", "Compare").click();
    Locator fault =
        visit.page.getByText(visit.say("微信模板的 amount7 没有对应的内容", "amount7 is in WeChat's template"));
    visit.sees(fault);
    visit.shot("75-wechat-template-compared");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_EN", "DESKTOP_ZH"})
  void aTemplateThatAnotherChangedIsNotOverwritten(Look look) {
    Visit visit = visit(look, "/ops/wechat/templates?scene=DAILY_STATEMENT");
    visit.sees(visit.page.locator(".notice-card"));
    field(visit, "title").fill("我的标题");
    mapped(0, Map.of("merchantName", "thing1"));

    visit.button("保存", "Save").click();

    assertThat(visit.alert()).containsText(visit.say("已被他人修改", "Somebody else changed"));
    assertThat(field(visit, "title")).hasValue("我的标题");
    visit.shot("76-wechat-template-conflict");
    visit.button("放弃我的修改，查看最新内容", "Drop my changes and see theirs").click();
    assertThat(field(visit, "title")).hasValue("每日对账通知");
    assertThat(field(visit, "keyword-1")).hasCount(0);
  }

  /** A message that WeChat took at the second try, and that the follower does not take. */
  private String undelivered(String business) {
    WECHAT.nextErrcodes.add(-1);
    assertThat(send(business).text("status")).isEqualTo("FAILED");
    await().until(() -> send(business).text("status").equals("SENT"));
    Answer sent = send(business);
    push(
        event(
            openid,
            now(),
            "TEMPLATESENDJOBFINISH",
            "<MsgID>" + sent.text("wechatMsgId") + "</MsgID><Status>failed:user block</Status>"));
    String path = MESSAGES + "/" + sent.text("messageNo");
    await().until(() -> get(path).text("status").equals("UNDELIVERED"));
    return sent.text("messageNo");
  }

  private Answer send(String business) {
    return post(
        "/internal/v1/template-messages",
        Map.of(
            "businessId",
            business,
            "scene",
            "PAYMENT_RESULT",
            "openid",
            openid,
            "fields",
            Map.of(
                "amount", "¥88.00",
                "outTradeNo", "ORDER-1",
                "channel", "微信支付",
                "paidAt", "2026-11-23 19:20:21",
                "status", "支付成功")));
  }

  private void usedToday(int messages) {
    jdbc.update(
        """
        INSERT INTO template_usage (app_id, day, scene, template_id, accepted, refused,
               misconfigured, not_sent, unknown)
        VALUES (?, ?, 'REFUND_RESULT', 'template-of-refunds', ?, 200, 0, 12, 3)
        """,
        APP_ID,
        LocalDate.now(ZoneId.of("Asia/Shanghai")),
        messages);
  }

  private void mapped(int revision, Map<String, String> keywordByField) {
    List<Map<String, String>> fields =
        keywordByField.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(each -> Map.of("field", each.getKey(), "keyword", each.getValue()))
            .toList();
    Answer changed =
        call(
            "PUT",
            STATEMENT,
            "application/json",
            JSON.writeValueAsString(
                Map.of(
                    "revision",
                    revision,
                    "title",
                    "每日对账通知",
                    "templateId",
                    TEMPLATE_ID,
                    "fields",
                    fields)));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }
}
