package com.zhaoli.pay.wechat.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MenuRulesTest {

  @Test
  void aMenuAtAllOfWechatsLimitsPasses() {
    MenuButton largest = click("名".repeat(20), "k".repeat(128));
    MenuButton full = parent("一二三四五a", Collections.nCopies(5, largest));

    assertThat(problems(full, full, view("看", "https://a.example/" + "x".repeat(1_006)))).isEmpty();
  }

  @Test
  void oneMoreButtonThanAllowedIsTold() {
    MenuButton button = click("a", "k");

    assertThat(problems(button, button, button, button)).containsExactly("buttons");
    assertThat(problems()).containsExactly("buttons");
    assertThat(problems(parent("a", Collections.nCopies(6, button))))
        .containsExactly("buttons[0].subButtons");
    assertThat(problems(parent("a", List.of(parent("b", List.of(button))))))
        .contains("buttons[0].subButtons[0].subButtons");
  }

  @Test
  void lengthsAreCountedInBytes() {
    assertThat(problems(click("一二三四五", "k"))).isEmpty();
    assertThat(problems(click("一二三四五六", "k"))).containsExactly("buttons[0].name");
    assertThat(problems(click("a".repeat(17), "k"))).containsExactly("buttons[0].name");
    assertThat(problems(parent("a", List.of(click("名".repeat(21), "k")))))
        .containsExactly("buttons[0].subButtons[0].name");
    assertThat(problems(click("a", "键".repeat(43)))).containsExactly("buttons[0].key");
    assertThat(problems(view("a", "https://a.example/" + "x".repeat(1_007))))
        .containsExactly("buttons[0].url");
  }

  @ParameterizedTest
  @CsvSource({
    "click, key",
    "view, url",
    "scancode_push, key",
    "scancode_waitmsg, key",
    "pic_sysphoto, key",
    "pic_photo_or_album, key",
    "pic_weixin, key",
    "location_select, key",
    "media_id, mediaId",
    "view_limited, mediaId",
    "article_id, articleId",
    "article_view_limited, articleId"
  })
  void eachTypeNeedsItsOwnField(String type, String field) {
    assertThat(problems(new MenuButton(type, "a", null, null, null, null, null, null, List.of())))
        .containsExactly("buttons[0]." + field);
  }

  @Test
  void aMiniProgramNeedsAnAddressForOldPhonesToo() {
    assertThat(
            problems(
                new MenuButton("miniprogram", "a", null, null, null, null, null, null, List.of())))
        .containsExactlyInAnyOrder("buttons[0].url", "buttons[0].appId", "buttons[0].pagePath");
  }

  @Test
  void whatATypeDoesNotUseIsTold() {
    assertThat(
            problems(
                new MenuButton(
                    "click", "a", "k", "https://a.example", null, null, null, null, List.of())))
        .containsExactly("buttons[0].url");
    assertThat(
            problems(
                new MenuButton(
                    "click", "a", null, null, null, null, null, null, List.of(click("b", "k")))))
        .containsExactly("buttons[0].type");
    assertThat(problems(new MenuButton("song", "a", null, null, null, null, null, null, List.of())))
        .containsExactly("buttons[0].type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "/path", "ftp://a.example", "https://", "https://a b"})
  void anAddressMustBeOneOfTheWeb(String url) {
    assertThat(problems(view("a", url))).containsExactly("buttons[0].url");
  }

  @Test
  void aConditionalMenuNeedsARuleThatNoOtherHas() {
    MenuRule android = new MenuRule(null, ClientPlatform.ANDROID);

    assertThat(conditional(menu(null, "a.example"))).containsExactly("conditional[0].rule");
    assertThat(conditional(menu(new MenuRule(null, null), "a.example")))
        .containsExactly("conditional[0].rule");
    assertThat(conditional(menu(new MenuRule("x", null), "a.example")))
        .containsExactly("conditional[0].rule.tagId");
    assertThat(conditional(menu(android, "a.example"), menu(android, "a.example")))
        .containsExactly("conditional[1].rule");
    assertThat(
            conditional(
                menu(android, "a.example"),
                menu(new MenuRule("2", ClientPlatform.ANDROID), "a.example")))
        .isEmpty();
  }

  @Test
  void conditionalMenusLeadToThreeDomainsAtMost() {
    assertThat(
            conditional(
                menu(new MenuRule("1", null), "a.example"),
                menu(new MenuRule("2", null), "b.example"),
                menu(new MenuRule("3", null), "c.example"),
                menu(new MenuRule("4", null), "A.example")))
        .isEmpty();
    assertThat(
            conditional(
                menu(new MenuRule("1", null), "a.example"),
                menu(new MenuRule("2", null), "b.example"),
                menu(new MenuRule("3", null), "c.example"),
                menu(new MenuRule("4", null), "d.example")))
        .containsExactly("conditional");
  }

  private static List<String> problems(MenuButton... buttons) {
    return paths(new MenuContent(List.of(buttons), List.of()));
  }

  private static List<String> conditional(ConditionalMenu... menus) {
    return paths(new MenuContent(List.of(click("a", "k")), List.of(menus)));
  }

  private static List<String> paths(MenuContent content) {
    return MenuRules.check(content).stream().map(MenuProblem::path).toList();
  }

  private static ConditionalMenu menu(@Nullable MenuRule rule, String host) {
    return new ConditionalMenu(rule, List.of(view("a", "https://" + host + "/x")));
  }

  static MenuButton click(String name, String key) {
    return new MenuButton("click", name, key, null, null, null, null, null, List.of());
  }

  static MenuButton view(String name, String url) {
    return new MenuButton("view", name, null, url, null, null, null, null, List.of());
  }

  static MenuButton parent(String name, List<MenuButton> below) {
    return new MenuButton(null, name, null, null, null, null, null, null, below);
  }
}
