package com.zhaoli.pay.sandbox.officialaccount;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What WeChat refuses in a menu, with its errcodes. Lengths are bytes. */
final class MenuLimits {
  private static final int MAX_BUTTONS = 3;
  private static final int MAX_SUB_BUTTONS = 5;
  private static final int MAX_CONDITIONAL_DOMAINS = 3;
  private static final int MAX_KEY = 128;
  private static final int MAX_URL = 1_024;
  private static final Set<String> WITH_KEY =
      Set.of(
          "click",
          "scancode_push",
          "scancode_waitmsg",
          "pic_sysphoto",
          "pic_photo_or_album",
          "pic_weixin",
          "location_select");

  /** The codes of one level of the menu. */
  private record Level(
      int maxName, int badType, int badName, int badKey, int badUrl, int badDomain) {}

  private static final Level TOP = new Level(16, 40017, 40018, 40019, 40020, 40055);
  private static final Level BELOW = new Level(60, 40024, 40025, 40026, 40027, 40054);

  private MenuLimits() {}

  /** Passes a menu that WeChat would take, else throws the errcode. */
  static void check(List<MenuButton> buttons) {
    if (buttons.isEmpty() || buttons.size() > MAX_BUTTONS) {
      throw new WechatError(40016, "invalid button size");
    }
    for (MenuButton button : buttons) {
      if (button.subButton().isEmpty()) {
        check(button, TOP);
        continue;
      }
      checkName(button, TOP);
      if (button.subButton().size() > MAX_SUB_BUTTONS) {
        throw new WechatError(40023, "invalid sub button size");
      }
      for (MenuButton below : button.subButton()) {
        if (!below.subButton().isEmpty()) {
          throw new WechatError(40022, "invalid sub menu level");
        }
        check(below, BELOW);
      }
    }
  }

  /** Over all conditional menus together. */
  static void checkDomains(List<List<MenuButton>> menus) {
    Set<String> domains = new HashSet<>();
    for (List<MenuButton> menu : menus) {
      for (MenuButton button : menu) {
        domainOf(button.url()).ifPresent(domains::add);
        button.subButton().forEach(below -> domainOf(below.url()).ifPresent(domains::add));
      }
    }
    if (domains.size() > MAX_CONDITIONAL_DOMAINS) {
      throw new WechatError(65316, "too many domain in conditional menu");
    }
  }

  private static void check(MenuButton button, Level level) {
    checkName(button, level);
    String type = button.type();
    if (type == null) {
      throw new WechatError(level.badType(), "invalid button type");
    }
    switch (type) {
      case "view" -> checkUrl(button.url(), level);
      case "miniprogram" -> {
        checkUrl(button.url(), level);
        need(button.appid(), 40013, "invalid appid");
        need(button.pagepath(), 40165, "invalid weapp pagepath");
      }
      case "media_id", "view_limited" -> need(button.mediaId(), 40007, "invalid media_id");
      case "article_id", "article_view_limited" ->
          need(button.articleId(), 53600, "invalid article id");
      default -> {
        if (!WITH_KEY.contains(type)) {
          throw new WechatError(level.badType(), "invalid button type");
        }
        if (isEmpty(button.key()) || bytes(button.key()) > MAX_KEY) {
          throw new WechatError(level.badKey(), "invalid button key size");
        }
      }
    }
  }

  private static void checkName(MenuButton button, Level level) {
    if (isEmpty(button.name()) || bytes(button.name()) > level.maxName()) {
      throw new WechatError(level.badName(), "invalid button name size");
    }
  }

  private static void checkUrl(@Nullable String url, Level level) {
    if (isEmpty(url) || bytes(url) > MAX_URL) {
      throw new WechatError(level.badUrl(), "invalid button url size");
    }
    if (domainOf(url).isEmpty()) {
      throw new WechatError(level.badDomain(), "invalid button url domain");
    }
  }

  private static void need(@Nullable String value, int errcode, String errmsg) {
    if (isEmpty(value)) {
      throw new WechatError(errcode, errmsg);
    }
  }

  private static Optional<String> domainOf(@Nullable String url) {
    if (url == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return uri.getHost() != null && Set.of("http", "https").contains(scheme)
          ? Optional.of(uri.getHost().toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
