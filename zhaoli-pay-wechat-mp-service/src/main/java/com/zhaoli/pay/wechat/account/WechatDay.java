package com.zhaoli.pay.wechat.account;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** WeChat counts calls by the days of China. */
public final class WechatDay {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final LocalTime COUNTED_ANEW = LocalTime.of(0, 5);

  private WechatDay() {}

  /**
   * When calls of an account that used up its day may be made again: five minutes past midnight,
   * however far apart WeChat's clock and ours are within these. What is refused in these minutes is
   * refused for the day that has just ended: the account waits for their end, not for a whole day.
   */
  public static Instant next(Instant now) {
    ZonedDateTime local = now.atZone(CHINA);
    ZonedDateTime today = local.with(COUNTED_ANEW);
    return (local.isBefore(today) ? today : today.plusDays(1)).toInstant();
  }
}
