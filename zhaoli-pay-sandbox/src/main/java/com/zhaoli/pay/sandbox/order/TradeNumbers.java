package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.sandbox.keys.Randoms;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The numbers that the channels give to trades and refunds, in their shapes. */
final class TradeNumbers {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));

  private TradeNumbers() {}

  static String next(Channel channel, Instant now) {
    String day = DAY.format(now);
    return switch (channel) {
      case ALIPAY -> day + "22001" + Randoms.digits(15);
      case WECHAT -> "4200" + Randoms.digits(6) + day + Randoms.digits(10);
    };
  }

  static String nextRefund(Channel channel, Instant now) {
    return switch (channel) {
      case ALIPAY -> DAY.format(now) + "2200" + Randoms.digits(16);
      case WECHAT -> "503" + Randoms.digits(7) + DAY.format(now) + Randoms.digits(11);
    };
  }
}
