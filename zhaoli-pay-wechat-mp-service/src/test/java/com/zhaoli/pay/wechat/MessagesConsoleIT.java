package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import com.zhaoli.pay.wechat.StandIn.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates and messages on the operators' page, with a stand-in for their API. */
class MessagesConsoleIT extends ConsoleVisits {
  private static final String OPENID = "oAbcdefghijklmnopqrstuvwxyz0";
  private static final String MESSAGE = "tpl_01KB2M5C7VX6ZK3T8Y4N9QH0RW";
  private static final String TEMPLATE_ID = "Vn2UnaZuR6xYlGtpnuz7CgTs9qVBNR8yGcWu0hG6wkM";

  private final StandIn standIn = new StandIn();
  private String status = "UNDELIVERED";
  private int revision = 2;

  @BeforeEach
  void anApiOfTemplatesAndMessages() {
    standIn
        .on("GET /messages(\\?.*)?", body -> Given.ok(Map.of("items", List.of(message(false)))))
        .on("GET /messages/usage", body -> Given.ok(usage()))
        .on("GET /messages/" + MESSAGE, body -> Given.ok(message(true)))
        .on(
            "POST /messages/" + MESSAGE + "/resend",
            body -> {
              status = "PENDING";
              return Given.ok(message(true));
            })
        .on("GET /templates", body -> Given.ok(Map.of("items", List.of(template()))))
        .on("GET /templates/at-wechat", body -> Given.ok(Map.of("items", List.of(atWechat()))))
        .on("GET /templates/DAILY_STATEMENT", body -> Given.ok(template()))
        .on("POST /templates/\\w+/preview", body -> Given.ok(preview()))
        .on("GET /templates/DAILY_STATEMENT/check", body -> Given.ok(check()))
        .on(
            "PUT /templates/DAILY_STATEMENT",
            body -> {
              if (!body.path("fields").path(2).path("keyword").asString("").startsWith("amount")) {
                return Given.refusal(
                    422,
                    "TEMPLATE_INVALID",
                    Map.of("fields[2].keyword", "must be a keyword of WeChat's, such as thing1"));
              }
              revision++;
              return Given.ok(template());
            });
  }

  @ParameterizedTest
  @EnumSource
  void aMessageIsFoundReadAndSentAgain(Look look) {
    Visit visit = visit(look, "/ops/wechat/messages", standIn);
    visit.sees(visit.heading("模板消息", "Template messages"));
    assertThat(row(visit, OPENID)).containsText(visit.say("未送达", "Not delivered"));
    field(visit, "businessId").fill("evt_01KB2M5B");
    field(visit, "status").selectOption("UNDELIVERED");
    visit.button("查询", "Search").click();
    assertThat(visit.page.locator("tbody tr")).hasCount(1);
    assertThat(standIn.calls)
        .anyMatch(call -> call.contains("businessId=evt_01KB2M5B&status=UNDELIVERED"));
    visit.shot("70-wechat-messages");

    link(visit, "收款结果 evt_01KB2M5B", "Payment result evt_01KB2M5B").click();
    visit.sees(visit.page.locator(".notice-card"));
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
    assertThat(standIn.calls).anyMatch(call -> call.contains("{\"reason\":\"粉丝已解除拒收\"}"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aResendThatIsRefusedIsSaid(Look look) {
    standIn.on(
        "POST /messages/" + MESSAGE + "/resend",
        body -> Given.refusal(409, "MESSAGE_STATE_INVALID", Map.of()));
    Visit visit = visit(look, "/ops/wechat/messages?message=" + MESSAGE, standIn);
    visit.button("重发", "Send again").click();
    dialog(visit).locator("textarea").fill("再试一次");

    inDialog(visit, "重发", "Send again").click();

    assertThat(dialog(visit)).containsText("MESSAGE_STATE_INVALID");
    operatorsAre(OperatorRole.AUDITOR);
    visit.page.reload();
    visit.sees(visit.page.getByText(visit.say("您的角色只能查看。", "Your role may look")));
    assertThat(visit.button("重发", "Send again")).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource
  void aTemplateIsChangedAndComparedWithWechat(Look look) {
    Visit visit = visit(look, "/ops/wechat/templates", standIn);
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
    assertThat(standIn.calls).anyMatch(call -> call.contains("\"revision\":2"));

    visit.button("开始对照", "Compare").click();
    Locator fault =
        visit.page.getByText(visit.say("微信模板的 amount3 没有对应的内容", "amount3 is in WeChat's template"));
    visit.sees(fault);
    visit.shot("75-wechat-template-compared");
  }

  private Map<String, Object> message(boolean history) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("messageNo", MESSAGE);
    message.put("account", APP_ID);
    message.put("scene", "PAYMENT_RESULT");
    message.put("businessId", "evt_01KB2M5B");
    message.put("openid", OPENID);
    message.put("fields", Map.of("amount", "¥88.00", "outTradeNo", "ORDER-1"));
    message.put("status", status);
    message.put("attempts", 2);
    message.put("resends", status.equals("PENDING") ? 1 : 0);
    message.put("wechatMsgId", "300000000000000001");
    if (status.equals("UNDELIVERED")) {
      message.put("delivery", "failed:user block");
    }
    message.put("createdAt", "2026-11-27T08:00:00.000Z");
    message.put("updatedAt", "2026-11-27T08:00:07.000Z");
    message.put("resendable", !status.equals("PENDING"));
    if (history) {
      List<Map<String, Object>> entries = new ArrayList<>();
      entries.add(entry("08:00:00", "UNKNOWN", "SocketTimeoutException"));
      entries.add(entry("08:00:05", "SENT", "300000000000000001"));
      entries.add(entry("08:00:07", "REPORTED", "failed:user block"));
      if (status.equals("PENDING")) {
        Map<String, Object> resent = new LinkedHashMap<>(entry("09:00:00", "RESEND", "粉丝已解除拒收"));
        resent.put("operatorNo", OPERATOR);
        entries.add(resent);
      }
      message.put("history", entries);
    }
    return message;
  }

  private static Map<String, Object> entry(String at, String event, String detail) {
    return Map.of("at", "2026-11-27T" + at + ".000Z", "event", event, "detail", detail);
  }

  private static Map<String, Object> usage() {
    return Map.of(
        "account",
        APP_ID,
        "day",
        "2026-11-27",
        "quota",
        100_000,
        "accepted",
        81_230,
        "usedPercent",
        81,
        "warning",
        true,
        "templates",
        List.of(
            Map.of(
                "scene",
                "PAYMENT_RESULT",
                "templateId",
                TEMPLATE_ID,
                "accepted",
                81_230,
                "refused",
                200,
                "misconfigured",
                0,
                "notSent",
                12,
                "unknown",
                3,
                "failedPercent",
                0)));
  }

  private Map<String, Object> template() {
    return Map.of(
        "account",
        APP_ID,
        "scene",
        "DAILY_STATEMENT",
        "title",
        "每日对账通知",
        "templateId",
        TEMPLATE_ID,
        "origin",
        "OWN",
        "revision",
        revision,
        "fields",
        List.of(mapped("merchantName", "thing1", "THING", 20), mapped("day", "time2", "TIME", 30)),
        "available",
        List.of("merchantName", "day", "received", "payments", "refunded"),
        "updatedBy",
        OPERATOR,
        "updatedAt",
        "2026-11-27T08:00:00.000Z");
  }

  private static Map<String, Object> mapped(String field, String keyword, String kind, int max) {
    return Map.of("field", field, "keyword", keyword, "kind", kind, "maxCharacters", max);
  }

  private static Map<String, Object> preview() {
    return Map.of(
        "title",
        "每日对账通知",
        "lines",
        List.of(
            Map.of(
                "field",
                "merchantName",
                "keyword",
                "thing1",
                "value",
                "深圳市找力科技有限公司一个很长的名字用…",
                "cut",
                true),
            Map.of("field", "day", "keyword", "time2", "value", "2026-11-26", "cut", false),
            Map.of(
                "field",
                "received",
                "keyword",
                "phrase2",
                "cut",
                false,
                "problem",
                "does not fit phrase2")),
        "sendable",
        false);
  }

  private static Map<String, Object> atWechat() {
    return Map.of(
        "templateId",
        TEMPLATE_ID,
        "title",
        "每日对账通知",
        "keywords",
        List.of(
            Map.of("keyword", "thing1", "label", "商户名称"),
            Map.of("keyword", "time2", "label", "账单日期")));
  }

  private static Map<String, Object> check() {
    return Map.of(
        "scene",
        "DAILY_STATEMENT",
        "templateId",
        TEMPLATE_ID,
        "found",
        true,
        "title",
        "每日对账通知",
        "keywords",
        List.of(
            Map.of(
                "keyword", "thing1", "label", "商户名称", "field", "merchantName", "inTemplate", true),
            Map.of("keyword", "amount3", "label", "收款金额", "inTemplate", true)),
        "fits",
        false,
        "problems",
        List.of("amount3 is in WeChat's template and has no field here"));
  }
}
