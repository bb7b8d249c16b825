package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks WeChat about followers, also where WeChat refuses a list because of one in it. */
@Component
class FollowerAnswers {
  /** How far our clock and WeChat's may be apart. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final WechatFollowers wechat;
  private final Clock clock;

  FollowerAnswers(WechatFollowers wechat, Clock clock) {
    this.wechat = wechat;
    this.clock = clock;
  }

  /**
   * What WeChat answered.
   *
   * @param follow those who follow
   * @param doNotFollow the others of whom it said something
   * @param askedAt before the question
   * @param calls how many it took
   */
  record Answer(List<ToldFollower> follow, List<String> doNotFollow, Instant askedAt, int calls) {

    /** The latest time of which it is sure that these did not follow. */
    Instant notFollowingAt() {
      return askedAt.minus(SKEW);
    }
  }

  /** Asks about at most {@link WechatFollowers#ASKED_AT_ONCE}. */
  Answer ask(String appId, List<String> openids) throws WechatRefusal, WechatSilence {
    Instant askedAt = clock.instant();
    List<ToldFollower> follow = new ArrayList<>();
    List<String> doNotFollow = new ArrayList<>();
    int calls = ask(appId, openids, follow, doNotFollow);
    return new Answer(follow, doNotFollow, askedAt, calls);
  }

  private int ask(
      String appId, List<String> openids, List<ToldFollower> follow, List<String> doNotFollow)
      throws WechatRefusal, WechatSilence {
    try {
      for (ToldFollower told : wechat.told(appId, openids)) {
        if (told.follows()) {
          follow.add(told);
        } else {
          doNotFollow.add(told.openid());
        }
      }
      return 1;
    } catch (WechatRefusal e) {
      if (!FollowerErrcodes.concernsOne(e.errcode())) {
        throw e;
      }
      if (openids.size() == 1) {
        doNotFollow.add(openids.get(0));
        return 1;
      }
      int half = openids.size() / 2;
      return 1
          + ask(appId, openids.subList(0, half), follow, doNotFollow)
          + ask(appId, openids.subList(half, openids.size()), follow, doNotFollow);
    }
  }
}
