package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.wechat.account.Openids;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;

/** Finds in WeChat's messages what only followers do. */
final class PushedActs {
  private static final Set<String> EVENTS = Set.of("scan", "view", "view_miniprogram");

  private PushedActs() {}

  /** Somebody wrote, tapped or scanned. */
  record Acted(String openid, Instant at) {}

  /**
   * Empty for what is not of a follower's doing, and for coming and leaving.
   *
   * @param receivedAt nothing happened after it
   */
  static Optional<Acted> of(WxMpXmlMessage message, Instant receivedAt) {
    String openid = message.getFromUser();
    Long createdAt = PushedMessages.createdAt(message);
    String type = message.getMsgType();
    if (openid == null || createdAt == null || type == null || !Openids.isOpenid(openid)) {
      return Optional.empty();
    }
    String event = message.getEvent() == null ? "" : message.getEvent();
    String name = event.toLowerCase(Locale.ROOT);
    boolean acted =
        !type.equals("event")
            || EVENTS.contains(name)
            || PushedMessages.TAPS_WITH_KEY.contains(name);
    return acted
        ? Optional.of(new Acted(openid, PushedMessages.timeOf(createdAt, receivedAt)))
        : Optional.empty();
  }
}
