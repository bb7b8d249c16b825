package com.zhaoli.pay.wechat.menu.web;

import com.zhaoli.pay.wechat.menu.MenuContent;
import com.zhaoli.pay.wechat.menu.MenuProblem;
import com.zhaoli.pay.wechat.menu.MenuVersionBO;
import com.zhaoli.pay.wechat.menu.MenuVersionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version with its content.
 *
 * @param problems what stands in the way of publishing it
 */
record MenuVersionVO(
    String versionNo,
    String account,
    MenuVersionStatus status,
    int revision,
    @Nullable String note,
    MenuContent content,
    List<MenuProblem> problems,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt) {

  static MenuVersionVO of(MenuVersionBO version, List<MenuProblem> problems) {
    return new MenuVersionVO(
        version.versionNo(),
        version.account(),
        version.status(),
        version.revision(),
        version.note(),
        version.content(),
        problems,
        version.createdBy(),
        version.createdAt(),
        version.updatedBy(),
        version.updatedAt());
  }

  /** A version in a list, without its content. */
  record Row(
      String versionNo,
      MenuVersionStatus status,
      int revision,
      @Nullable String note,
      String updatedBy,
      Instant updatedAt) {

    static Row of(MenuVersionBO version) {
      return new Row(
          version.versionNo(),
          version.status(),
          version.revision(),
          version.note(),
          version.updatedBy(),
          version.updatedAt());
    }
  }
}
