package com.zhaoli.pay.wechat.menu;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A menu that only those see whom its rule matches. */
public record ConditionalMenu(@Nullable MenuRule rule, List<MenuButton> buttons) {
  public ConditionalMenu {
    buttons = List.copyOf(Objects.requireNonNullElse(buttons, List.of()));
  }
}
