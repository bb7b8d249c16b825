package com.zhaoli.pay.sandbox.officialaccount;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sandbox's page in a real browser. */
class MenuPageIT extends RunningSandbox {

  @ParameterizedTest
  @EnumSource
  void aPersonFollowsTapsTheMenuAndReadsTheAnswer(Look look) {
    String openid = Ids.withPrefix("o");
    menuIsSet();
    theAccountAnswersClicks("余额：0.00 元，" + openid);
    try (Visit visit = new Visit(look, look.userAgent, url(), Map.of())) {
      visit.to("/");
      if (look.say("zh", "en").equals("en")) {
        visit.button("", "English").click();
      }
      Locator status = visit.page.getByRole(AriaRole.STATUS);

      visit.page.locator("#openid").fill(openid);
      visit.button("关注", "Follow").click();
      assertThat(status).hasText(visit.say("已完成", "Done"));
      visit.button("查余额", "查余额").click();

      assertThat(status).hasText(visit.say("已点击：", "Tapped: ") + "CLICK BALANCE");
      visit.sees(visit.page.getByText("余额：0.00 元，" + openid));
      visit.shot("sandbox-menu");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  private void menuIsSet() {
    Answer token =
        post(
            "/cgi-bin/stable_token",
            Map.of(
                "grant_type",
                "client_credential",
                "appid",
                file("wechat-mp/app-id.txt"),
                "secret",
                file("wechat-mp/app-secret.txt")));
    List<Object> buttons =
        List.of(
            Map.of("type", "click", "name", "查余额", "key", "BALANCE"),
            Map.of(
                "name",
                "更多",
                "sub_button",
                List.of(
                    Map.of("type", "view", "name", "官网", "url", "https://a.example/x"),
                    Map.of("type", "scancode_waitmsg", "name", "扫一扫", "key", "SCAN"))));
    Answer set =
        post(
            "/cgi-bin/menu/create?access_token=" + token.json().path("access_token").asString(""),
            Map.of("button", buttons));
    assertThat(set.json().path("errcode").asInt(-1)).as(set.text()).isZero();
  }

  private static void theAccountAnswersClicks(String content) {
    String reply = "<xml><MsgType>text</MsgType><Content>" + content + "</Content></xml>";
    PLATFORM.answering(
        request ->
            new Platform.Answer(
                200, request.body().contains("<![CDATA[CLICK]]>") ? reply : "success"));
  }
}
