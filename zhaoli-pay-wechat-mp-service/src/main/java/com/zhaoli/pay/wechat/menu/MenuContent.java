package com.zhaoli.pay.wechat.menu;

import java.util.List;
import java.util.Objects;

/**
 * All menus of an account.
 *
 * @param buttons the default menu
 * @param conditional the menus for some followers; of those that match, the first counts
 */
public record MenuContent(List<MenuButton> buttons, List<ConditionalMenu> conditional) {
  public MenuContent {
    buttons = List.copyOf(Objects.requireNonNullElse(buttons, List.of()));
    conditional = List.copyOf(Objects.requireNonNullElse(conditional, List.of()));
  }
}
