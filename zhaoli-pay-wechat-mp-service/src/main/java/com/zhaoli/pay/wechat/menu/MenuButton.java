package com.zhaoli.pay.wechat.menu;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A button of a menu. A draft may hold one that lacks something; {@link MenuRules} tells what.
 *
 * @param type WeChat's word for what a tap does; absent where there are buttons below
 * @param key of types that push an event: what tells our server which button it was
 * @param url of {@code view}, and of {@code miniprogram} for phones too old for it
 */
public record MenuButton(
    @Nullable String type,
    @Nullable String name,
    @Nullable String key,
    @Nullable String url,
    @Nullable String mediaId,
    @Nullable String articleId,
    @Nullable String appId,
    @Nullable String pagePath,
    List<MenuButton> subButtons) {

  /** What is empty counts as absent, as it does at WeChat. */
  public MenuButton {
    type = orNull(type);
    name = orNull(name);
    key = orNull(key);
    url = orNull(url);
    mediaId = orNull(mediaId);
    articleId = orNull(articleId);
    appId = orNull(appId);
    pagePath = orNull(pagePath);
    subButtons = List.copyOf(Objects.requireNonNullElse(subButtons, List.of()));
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
