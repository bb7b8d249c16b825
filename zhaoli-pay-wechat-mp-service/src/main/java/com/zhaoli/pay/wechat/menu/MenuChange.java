package com.zhaoli.pay.wechat.menu;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two menus.
 *
 * @param path where it stands, such as {@code buttons[0].url}
 * @param before the earlier value; absent where something is added
 * @param after the later value; absent where something is gone
 */
public record MenuChange(String path, Kind kind, @Nullable String before, @Nullable String after) {
  /** What a change does. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }
}
