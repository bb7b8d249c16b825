package com.zhaoli.pay.wechat.follower.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.event.EventKind;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.follower.FollowerBO;
import com.zhaoli.pay.wechat.follower.FollowerState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A follower as operators see one. Does not print the remark. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FollowerVO(
    String openid,
    String account,
    @Nullable String unionid,
    FollowerState state,
    boolean blocked,
    @Nullable Instant followedAt,
    Instant stateAt,
    @Nullable String scene,
    @Nullable String qrScene,
    String remark,
    List<Integer> tagIds,
    Instant firstSeenAt,
    @Nullable Instant lastActAt,
    @Nullable Instant toldAt,
    @Nullable List<EventVO> events,
    @Nullable LinksVO links) {

  /** Something that a follower did. */
  record EventVO(EventKind kind, @Nullable String subject, Instant occurredAt) {
    static EventVO of(WechatEvent event) {
      return new EventVO(event.kind(), event.subject(), event.occurredAt());
    }
  }

  /** Where more is told of a follower. */
  record LinksVO(String conversations, String messages) {
    static LinksVO of(FollowerBO follower) {
      String query = "?account=" + follower.account() + "&openid=" + follower.openid();
      return new LinksVO("/ops/v1/wechat/conversations" + query, "/ops/v1/wechat/messages" + query);
    }
  }

  static FollowerVO of(FollowerBO follower) {
    return of(follower, null, null);
  }

  static FollowerVO of(FollowerBO follower, List<WechatEvent> events) {
    return of(follower, events.stream().map(EventVO::of).toList(), LinksVO.of(follower));
  }

  private static FollowerVO of(
      FollowerBO follower, @Nullable List<EventVO> events, @Nullable LinksVO links) {
    return new FollowerVO(
        follower.openid(),
        follower.account(),
        follower.unionid(),
        follower.state(),
        follower.blocked(),
        follower.followedAt(),
        follower.stateAt(),
        follower.scene(),
        follower.qrScene(),
        follower.remark(),
        follower.tagIds(),
        follower.firstSeenAt(),
        follower.lastActAt(),
        follower.toldAt(),
        events,
        links);
  }

  @Override
  public String toString() {
    return "FollowerVO[" + state + "]";
  }
}
