package com.zhaoli.pay.wechat.menu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The menus that WeChat shows now.
 *
 * @param conditional the oldest first; of those that match WeChat takes the newest
 */
record LiveAtWechat(List<MenuButton> buttons, List<Conditional> conditional) {
  /**
   * One conditional menu.
   *
   * @param expired its rule asks for what WeChat no longer matches by, so nobody sees it
   */
  record Conditional(String menuId, boolean expired, ConditionalMenu menu) {}

  /** In the order of our own content, in which the first that matches counts. */
  MenuContent content() {
    List<ConditionalMenu> menus =
        new ArrayList<>(conditional.stream().map(Conditional::menu).toList());
    Collections.reverse(menus);
    return new MenuContent(buttons, menus);
  }

  /** How many of the oldest are those that are wanted as the oldest. */
  int kept(List<ConditionalMenu> oldestFirst) {
    int kept = 0;
    while (kept < Math.min(conditional.size(), oldestFirst.size())
        && !conditional.get(kept).expired()
        && conditional.get(kept).menu().equals(oldestFirst.get(kept))) {
      kept++;
    }
    return kept;
  }
}
