package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.wechat.menu.ButtonType.Needs;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WeChat's limits for menus, in bytes of UTF-8 where WeChat counts bytes. What passes here may
 * still be refused for what only WeChat knows, such as a media id.
 */
final class MenuRules {
  static final int MAX_CONDITIONAL = 10;
  private static final int MAX_BUTTONS = 3;
  private static final int MAX_SUB_BUTTONS = 5;
  private static final int MAX_NAME_BYTES = 16;
  private static final int MAX_SUB_NAME_BYTES = 60;
  private static final int MAX_KEY_BYTES = 128;
  private static final int MAX_URL_BYTES = 1_024;
  private static final int MAX_ID_BYTES = 256;

  /** Over all conditional menus of an account: 65316. */
  private static final int MAX_CONDITIONAL_DOMAINS = 3;

  private static final Pattern TAG_ID = Pattern.compile("[1-9]\\d{0,8}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final List<MenuProblem> problems = new ArrayList<>();

  private MenuRules() {}

  /** What WeChat would refuse; empty when nothing is known to stand in the way. */
  static List<MenuProblem> check(MenuContent content) {
    MenuRules rules = new MenuRules();
    rules.menu("buttons", content.buttons());
    rules.conditional(content.conditional());
    return List.copyOf(rules.problems);
  }

  private void refuse(String path, String problem) {
    problems.add(new MenuProblem(path, problem));
  }

  private void menu(String path, List<MenuButton> buttons) {
    if (buttons.isEmpty() || buttons.size() > MAX_BUTTONS) {
      refuse(path, "must be 1 to 3 buttons");
    }
    for (int i = 0; i < buttons.size(); i++) {
      topButton(path + "[" + i + "]", buttons.get(i));
    }
  }

  private void topButton(String path, MenuButton button) {
    name(path, button, MAX_NAME_BYTES);
    if (button.subButtons().isEmpty()) {
      action(path, button);
      return;
    }
    if (button.type() != null) {
      refuse(path + ".type", "must be absent where there are buttons below");
    }
    if (button.subButtons().size() > MAX_SUB_BUTTONS) {
      refuse(path + ".subButtons", "must be 1 to 5 buttons");
    }
    for (int i = 0; i < button.subButtons().size(); i++) {
      subButton(path + ".subButtons[" + i + "]", button.subButtons().get(i));
    }
  }

  private void subButton(String path, MenuButton button) {
    name(path, button, MAX_SUB_NAME_BYTES);
    if (!button.subButtons().isEmpty()) {
      refuse(path + ".subButtons", "must be absent: a menu has two levels");
    }
    action(path, button);
  }

  private void name(String path, MenuButton button, int maxBytes) {
    String name = button.name();
    if (name == null || name.isBlank()) {
      refuse(path + ".name", "is missing");
    } else if (bytes(name) > maxBytes) {
      refuse(
          path + ".name",
          "has " + bytes(name) + " bytes, at most " + maxBytes + " (a Han character has 3)");
    } else if (CONTROL.matcher(name).find()) {
      refuse(path + ".name", "must not have control characters");
    }
  }

  private void action(String path, MenuButton button) {
    Optional<ButtonType> type = Optional.ofNullable(button.type()).flatMap(ButtonType::named);
    if (type.isEmpty()) {
      refuse(path + ".type", button.type() == null ? "is missing" : "is none of WeChat's types");
      return;
    }
    Set<Needs> needs = type.get().needs();
    text(path + ".key", button.key(), needs.contains(Needs.KEY), MAX_KEY_BYTES);
    text(path + ".url", button.url(), needs.contains(Needs.URL), MAX_URL_BYTES);
    text(path + ".mediaId", button.mediaId(), needs.contains(Needs.MEDIA_ID), MAX_ID_BYTES);
    text(path + ".articleId", button.articleId(), needs.contains(Needs.ARTICLE_ID), MAX_ID_BYTES);
    text(path + ".appId", button.appId(), needs.contains(Needs.APP_ID), MAX_ID_BYTES);
    text(path + ".pagePath", button.pagePath(), needs.contains(Needs.PAGE_PATH), MAX_URL_BYTES);
    String url = button.url();
    if (url != null && hostOf(url).isEmpty()) {
      refuse(path + ".url", "must be a whole http or https address");
    }
  }

  private void text(String path, @Nullable String value, boolean needed, int maxBytes) {
    if (value == null) {
      if (needed) {
        refuse(path, "is missing");
      }
    } else if (!needed) {
      refuse(path, "is not used by this type");
    } else if (bytes(value) > maxBytes) {
      refuse(path, "has " + bytes(value) + " bytes, at most " + maxBytes);
    }
  }

  private void conditional(List<ConditionalMenu> menus) {
    if (menus.size() > MAX_CONDITIONAL) {
      refuse("conditional", "must be at most " + MAX_CONDITIONAL + " menus");
    }
    Set<MenuRule> rules = new HashSet<>();
    Set<String> hosts = new LinkedHashSet<>();
    for (int i = 0; i < menus.size(); i++) {
      String path = "conditional[" + i + "]";
      ConditionalMenu menu = menus.get(i);
      rule(path + ".rule", menu.rule(), rules);
      menu(path + ".buttons", menu.buttons());
      menu.buttons().forEach(button -> hosts(button, hosts));
    }
    if (hosts.size() > MAX_CONDITIONAL_DOMAINS) {
      refuse("conditional", "leads to more than 3 domains: " + String.join(", ", hosts));
    }
  }

  private void rule(String path, @Nullable MenuRule rule, Set<MenuRule> earlier) {
    if (rule == null || (rule.tagId() == null && rule.clientPlatform() == null)) {
      refuse(path, "needs tagId or clientPlatform");
      return;
    }
    if (rule.tagId() != null && !TAG_ID.matcher(rule.tagId()).matches()) {
      refuse(path + ".tagId", "must be the number of a tag");
    }
    if (!earlier.add(rule)) {
      refuse(path, "stands before in this list: this menu would never be seen");
    }
  }

  private static void hosts(MenuButton button, Set<String> hosts) {
    if (button.url() != null) {
      hostOf(button.url()).ifPresent(hosts::add);
    }
    button.subButtons().forEach(below -> hosts(below, hosts));
  }

  /** Empty unless it is a whole address of the web. */
  private static Optional<String> hostOf(String url) {
    try {
      URI uri = new URI(url);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null
          ? Optional.of(uri.getHost().toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
