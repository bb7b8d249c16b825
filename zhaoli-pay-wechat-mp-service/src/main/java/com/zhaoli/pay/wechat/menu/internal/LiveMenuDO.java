package com.zhaoli.pay.wechat.menu.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of menu_live with the content of its version. */
@NullUnmarked
class LiveMenuDO {
  String account;
  String versionNo;
  String publicationNo;
  long revision;
  Instant publishedAt;
  String contentJson;
}
