package com.zhaoli.pay.sandbox.officialaccount;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A button of the account's menu, with WeChat's names in snake case. */
public record MenuButton(
    @Nullable String type,
    @Nullable String name,
    @Nullable String key,
    @Nullable String url,
    @Nullable String mediaId,
    @Nullable String articleId,
    @Nullable String appid,
    @Nullable String pagepath,
    List<MenuButton> subButton) {
  public MenuButton {
    subButton = List.copyOf(Objects.requireNonNullElse(subButton, List.of()));
  }
}
