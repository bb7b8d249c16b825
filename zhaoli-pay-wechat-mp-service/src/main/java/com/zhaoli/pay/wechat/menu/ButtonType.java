package com.zhaoli.pay.wechat.menu;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a tap on a button does. */
enum ButtonType {
  CLICK("click", Needs.KEY),
  VIEW("view", Needs.URL),
  SCANCODE_PUSH("scancode_push", Needs.KEY),
  SCANCODE_WAITMSG("scancode_waitmsg", Needs.KEY),
  PIC_SYSPHOTO("pic_sysphoto", Needs.KEY),
  PIC_PHOTO_OR_ALBUM("pic_photo_or_album", Needs.KEY),
  PIC_WEIXIN("pic_weixin", Needs.KEY),
  LOCATION_SELECT("location_select", Needs.KEY),
  MEDIA_ID("media_id", Needs.MEDIA_ID),
  VIEW_LIMITED("view_limited", Needs.MEDIA_ID),
  ARTICLE_ID("article_id", Needs.ARTICLE_ID),
  ARTICLE_VIEW_LIMITED("article_view_limited", Needs.ARTICLE_ID),
  MINIPROGRAM("miniprogram", Needs.URL, Needs.APP_ID, Needs.PAGE_PATH);

  /** What a button must have beside its name. */
  enum Needs {
    KEY,
    URL,
    MEDIA_ID,
    ARTICLE_ID,
    APP_ID,
    PAGE_PATH
  }

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of gives an immutable one.
  private final Set<Needs> needs;

  ButtonType(String wireName, Needs... needs) {
    this.wireName = wireName;
    this.needs = Set.of(needs);
  }

  Set<Needs> needs() {
    return needs;
  }

  static Optional<ButtonType> named(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
