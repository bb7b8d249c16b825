package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.WebAddress;
import org.jspecify.annotations.Nullable;

/** WeChat Pay's rules for the address of a notify. */
final class NotifyUrl {
  private static final int MAX_LENGTH = 255;

  private NotifyUrl() {}

  static String required(@Nullable String url) {
    if (url == null || url.length() > MAX_LENGTH) {
      throw WechatPayError.parameter("通知地址必填，最长255");
    }
    // The real server takes https only; the platform under development may have none.
    if (WebAddress.of(url).filter(address -> address.getRawQuery() == null).isEmpty()) {
      throw WechatPayError.parameter("通知地址必须是不带参数的完整URL");
    }
    return url;
  }

  static @Nullable String optional(@Nullable String url) {
    return url == null ? null : required(url);
  }
}
