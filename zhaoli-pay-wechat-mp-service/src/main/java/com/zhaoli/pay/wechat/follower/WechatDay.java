package com.zhaoli.pay.wechat.follower;

import java.time.Instant;
import java.time.ZoneId;

/** WeChat counts calls by the days of China. */
final class WechatDay {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int MINUTES_PAST_MIDNIGHT = 5;

  private WechatDay() {}

  /** When calls of an account that used up its day may be made again. */
  static Instant next(Instant now) {
    return now.atZone(CHINA)
        .toLocalDate()
        .plusDays(1)
        .atTime(0, MINUTES_PAST_MIDNIGHT)
        .atZone(CHINA)
        .toInstant();
  }
}
