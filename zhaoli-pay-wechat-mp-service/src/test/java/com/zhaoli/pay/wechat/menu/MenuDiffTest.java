package com.zhaoli.pay.wechat.menu;

import static com.zhaoli.pay.wechat.menu.MenuRulesTest.click;
import static com.zhaoli.pay.wechat.menu.MenuRulesTest.parent;
import static com.zhaoli.pay.wechat.menu.MenuRulesTest.view;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.wechat.menu.MenuChange.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class MenuDiffTest {
  private static final MenuContent NOTHING = new MenuContent(List.of(), List.of());

  @Test
  void equalMenusDifferInNothing() {
    MenuContent content = content(parent("a", List.of(click("b", "k"))));

    assertThat(MenuDiff.between(content, content(parent("a", List.of(click("b", "k")))))).isEmpty();
  }

  @Test
  void eachChangeNamesItsPlace() {
    MenuContent before = content(click("账户", "k1"), parent("更多", List.of(click("b", "k2"))));
    MenuContent after =
        content(
            view("账户", "https://a.example"),
            parent("更多", List.of(click("b", "k3"), click("c", "k4"))));

    assertThat(MenuDiff.between(before, after))
        .containsExactly(
            new MenuChange("buttons[0].type", Kind.CHANGED, "click", "view"),
            new MenuChange("buttons[0].key", Kind.REMOVED, "k1", null),
            new MenuChange("buttons[0].url", Kind.ADDED, null, "https://a.example"),
            new MenuChange("buttons[1].subButtons[0].key", Kind.CHANGED, "k2", "k3"),
            new MenuChange("buttons[1].subButtons[1]", Kind.ADDED, null, "c"));
  }

  @Test
  void fromNothingAndToNothingAreDifferencesToo() {
    MenuContent content = content(click("a", "k"));

    assertThat(MenuDiff.between(NOTHING, content))
        .containsExactly(new MenuChange("buttons[0]", Kind.ADDED, null, "a"));
    assertThat(MenuDiff.between(content, NOTHING))
        .containsExactly(new MenuChange("buttons[0]", Kind.REMOVED, "a", null));
  }

  @Test
  void aRuleIsAPartOfItsMenu() {
    MenuContent before = withConditional(new MenuRule("2", null));
    MenuContent after = withConditional(new MenuRule("3", ClientPlatform.IOS));

    assertThat(MenuDiff.between(before, after))
        .containsExactly(
            new MenuChange("conditional[0].rule.tagId", Kind.CHANGED, "2", "3"),
            new MenuChange("conditional[0].rule.clientPlatform", Kind.ADDED, null, "IOS"));
  }

  private static MenuContent content(MenuButton... buttons) {
    return new MenuContent(List.of(buttons), List.of());
  }

  private static MenuContent withConditional(MenuRule rule) {
    return new MenuContent(List.of(), List.of(new ConditionalMenu(rule, List.of(click("a", "k")))));
  }
}
