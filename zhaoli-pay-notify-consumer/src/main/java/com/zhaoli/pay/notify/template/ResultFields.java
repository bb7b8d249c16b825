package com.zhaoli.pay.notify.template;

import com.zhaoli.pay.common.message.PaymentEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as the merchant reads it in WeChat: scenes PAYMENT_RESULT and REFUND_RESULT. */
final class ResultFields {
  private static final DateTimeFormatter BUSINESS_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private ResultFields() {}

  static Map<String, String> of(PaymentEvent event) {
    PaymentEvent.Refund refund = event.refund();
    return refund == null ? ofPayment(event) : ofRefund(event, refund);
  }

  private static Map<String, String> ofRefund(PaymentEvent event, PaymentEvent.Refund refund) {
    String outRefundNo = refund.outRefundNo();
    Instant refundedAt = refund.refundedAt();
    return Map.of(
        "amount", "¥" + refund.amount().toYuan(),
        "outTradeNo", event.outTradeNo(),
        "refundNo", outRefundNo == null ? refund.refundNo() : outRefundNo,
        "at", time(refundedAt == null ? event.createdAt() : refundedAt),
        "status", status(event));
  }

  private static Map<String, String> ofPayment(PaymentEvent event) {
    return Map.of(
        "amount", "¥" + event.amount().toYuan(),
        "outTradeNo", event.outTradeNo(),
        "channel", channel(event.channel()),
        "paidAt", time(event.paidAt() == null ? event.createdAt() : event.paidAt()),
        "status", status(event));
  }

  private static String channel(@Nullable String channel) {
    if ("ALIPAY".equals(channel)) {
      return "支付宝";
    }
    return "WECHAT".equals(channel) ? "微信支付" : "-";
  }

  static String time(Instant at) {
    return BUSINESS_TIME.format(at);
  }

  private static String status(PaymentEvent event) {
    return switch (event.type()) {
      case PAYMENT_SUCCEEDED -> "支付成功";
      case PAYMENT_FAILED -> "支付失败";
      case PAYMENT_CLOSED -> "订单关闭";
      case REFUND_SUCCEEDED -> "退款成功";
      case REFUND_FAILED -> "退款失败";
    };
  }
}
