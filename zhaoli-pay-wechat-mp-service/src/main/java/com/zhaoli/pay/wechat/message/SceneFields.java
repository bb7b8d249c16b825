package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values that the messages of each scene have, with an example of each. */
public final class SceneFields {
  private SceneFields() {}

  /** By name, in the order in which people read them. */
  public static Map<String, String> samplesOf(MessageScene scene) {
    return switch (scene) {
      case PAYMENT_RESULT ->
          samples(
              "amount", "¥88.00",
              "outTradeNo", "ORDER-20261127-0001",
              "channel", "微信支付",
              "paidAt", "2026-11-27 09:30:00",
              "status", "支付成功");
      case REFUND_RESULT ->
          samples(
              "amount", "¥88.00",
              "outTradeNo", "ORDER-20261127-0001",
              "refundNo", "REFUND-20261127-0001",
              "at", "2026-11-27 09:30:00",
              "status", "退款成功");
      case ONBOARDING_AUDIT ->
          samples(
              "merchantName", "找力咖啡（科技园店）",
              "result", "审核通过",
              "reason", "资料齐全",
              "auditedAt", "2026-11-27 09:30:00");
      case ENDPOINT_PAUSED ->
          samples(
              "endpoint", "shop.example.com",
              "reason", "连续失败次数过多",
              "pausedAt", "2026-11-27 09:30:00");
      case RECEIVER_INVITATION ->
          samples(
              "merchantName", "找力咖啡（科技园店）",
              "role", "财务",
              "result", "绑定成功，您将收到该商户的消息",
              "scannedAt", "2026-11-27 09:30:00");
      case DAILY_STATEMENT ->
          samples(
              "merchantName", "找力咖啡（科技园店）",
              "day", "2026-11-26",
              "received", "¥12345.60",
              "payments", "128",
              "refunded", "¥66.00");
    };
  }

  private static Map<String, String> samples(String... namesAndValues) {
    Map<String, String> samples = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      samples.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return samples;
  }
}
