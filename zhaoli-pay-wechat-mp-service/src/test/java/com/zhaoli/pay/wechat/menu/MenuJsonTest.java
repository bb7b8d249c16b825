package com.zhaoli.pay.wechat.menu;

import static com.zhaoli.pay.wechat.menu.MenuRulesTest.click;
import static com.zhaoli.pay.wechat.menu.MenuRulesTest.parent;
import static com.zhaoli.pay.wechat.menu.MenuRulesTest.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.wechat.account.WechatSilence;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MenuJsonTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MenuJson menus = new MenuJson(JSON);

  @Test
  void whatIsSentComesBackAsTheSameMenu() throws Exception {
    List<MenuButton> buttons =
        List.of(click("收款", "PAY"), parent("更多", List.of(view("官网", "https://a.example"))));

    String sent = menus.forWechat(buttons, null);

    assertThat(sent).contains("\"sub_button\"").doesNotContain("null");
    assertThat(MenuJson.live(JSON.readTree("{\"menu\":" + sent + "}")).content())
        .isEqualTo(new MenuContent(buttons, List.of()));
  }

  @Test
  void emptyFieldsOfWechatAreNoDifference() throws Exception {
    LiveAtWechat live =
        live(
            "{\"type\":\"click\",\"name\":\"a\",\"key\":\"k\",\"url\":\"\",\"sub_button\":[]}", "");

    assertThat(live.buttons()).containsExactly(click("a", "k"));
  }

  @Test
  void conditionalMenusAreTakenInTheOrderInWhichTheyWereMade() throws Exception {
    LiveAtWechat live =
        live(
            "{\"type\":\"click\",\"name\":\"a\",\"key\":\"k\"}",
            conditional(1000, "\"tag_id\":\"3\"")
                + ","
                + conditional(99, "\"group_id\":2")
                + ","
                + conditional(100, "\"client_platform_type\":\"2\""));

    assertThat(live.conditional().stream().map(LiveAtWechat.Conditional::menuId))
        .containsExactly("99", "100", "1000");
    assertThat(live.content().conditional().stream().map(ConditionalMenu::rule))
        .containsExactly(
            new MenuRule("3", null),
            new MenuRule(null, ClientPlatform.ANDROID),
            new MenuRule("2", null));
    assertThat(live.kept(List.of(live.conditional().get(0).menu()))).isEqualTo(1);
    assertThat(live.kept(List.of(live.conditional().get(1).menu()))).isZero();
  }

  @Test
  void aRuleOfFormerTimesIsNotTakenForOneThatIsWanted() throws Exception {
    LiveAtWechat live =
        live(
            "{\"type\":\"click\",\"name\":\"a\",\"key\":\"k\"}",
            conditional(1, "\"tag_id\":\"2\",\"sex\":\"1\""));

    assertThat(live.kept(List.of(live.conditional().get(0).menu()))).isZero();
  }

  @Test
  void anAnswerWithoutAMenuIsNone() {
    assertThatThrownBy(() -> MenuJson.live(JSON.readTree("{}"))).isInstanceOf(WechatSilence.class);
  }

  private static LiveAtWechat live(String button, String conditional) throws WechatSilence {
    return MenuJson.live(
        JSON.readTree(
            "{\"menu\":{\"button\":[%s]},\"conditionalmenu\":[%s]}"
                .formatted(button, conditional)));
  }

  private static String conditional(int menuId, String rule) {
    return "{\"button\":[{\"type\":\"click\",\"name\":\"a\",\"key\":\"k\"}],\"matchrule\":{%s},\"menuid\":%d}"
        .formatted(rule, menuId);
  }
}
