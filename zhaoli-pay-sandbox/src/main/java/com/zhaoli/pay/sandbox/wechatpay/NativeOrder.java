package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The body of a Native order, as the merchant sends it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record NativeOrder(
    @Nullable String appid,
    @Nullable String mchid,
    @Nullable String description,
    @Nullable String outTradeNo,
    @Nullable String timeExpire,
    @Nullable String attach,
    @Nullable String notifyUrl,
    @Nullable Amount amount) {
  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-*]{6,32}");

  /** Amount in fen. */
  record Amount(@Nullable Long total, @Nullable String currency) {}

  /** The order, all of whose fields are as WeChat Pay wants them; or its refusal. */
  Valid validated(WechatPayKeys keys, Instant now) {
    if (!keys.mchId().equals(mchid)) {
      throw WechatPayError.parameter("商户号与签名的商户号不一致");
    }
    if (!keys.appId().equals(appid)) {
      throw new WechatPayError(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
    }
    String number = outTradeNo;
    if (number == null || !OUT_TRADE_NO.matcher(number).matches()) {
      throw WechatPayError.parameter("商户订单号只能是数字、大小写字母_-*，长度6到32");
    }
    String text = description;
    if (text == null || text.isBlank() || text.length() > 127) {
      throw WechatPayError.parameter("商品描述必填，最长127");
    }
    if (attach != null && attach.length() > 128) {
      throw WechatPayError.parameter("商户数据包最长128");
    }
    Long total = amount == null ? null : amount.total();
    if (total == null || total < 1 || total > 100_000_000_000L) {
      throw WechatPayError.parameter("订单金额不正确");
    }
    if (amount != null && amount.currency() != null && !"CNY".equals(amount.currency())) {
      throw WechatPayError.parameter("货币类型只支持CNY");
    }
    return new Valid(number, text, total, attach, validUrl(), expiry(now));
  }

  private String validUrl() {
    String url = notifyUrl;
    if (url == null || url.length() > 255) {
      throw WechatPayError.parameter("通知地址必填，最长255");
    }
    try {
      URI uri = URI.create(url);
      // The real server takes https only; the platform under development may have none.
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw WechatPayError.parameter("通知地址格式不正确");
    }
    throw WechatPayError.parameter("通知地址必须是不带参数的完整URL");
  }

  private Instant expiry(Instant now) {
    if (timeExpire == null) {
      return now.plusSeconds(7200);
    }
    try {
      Instant at = OffsetDateTime.parse(timeExpire).toInstant();
      if (at.isAfter(now)) {
        return at;
      }
    } catch (DateTimeException e) {
      throw WechatPayError.parameter("交易结束时间不是RFC3339格式");
    }
    throw WechatPayError.parameter("交易结束时间必须晚于当前时间");
  }

  /** A Native order that is valid. */
  record Valid(
      String outTradeNo,
      String description,
      long totalFen,
      @Nullable String attach,
      String notifyUrl,
      Instant expiresAt) {}
}
