package com.zhaoli.pay.sandbox.wechatpay;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The body of a refund, as the merchant sends it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RefundBody(
    @Nullable String transactionId,
    @Nullable String outTradeNo,
    @Nullable String outRefundNo,
    @Nullable String reason,
    @Nullable String notifyUrl,
    @Nullable Amount amount) {
  private static final Pattern OUT_REFUND_NO = Pattern.compile("[0-9A-Za-z_\\-|*@]{1,64}");
  private static final int MAX_REASON = 80;

  /** Amounts in fen: of the refund, and of the order. */
  record Amount(@Nullable Long refund, @Nullable Long total, @Nullable String currency) {}

  /** A refund whose fields are as WeChat Pay wants them. */
  record Valid(
      String outRefundNo,
      long refundFen,
      long totalFen,
      @Nullable String reason,
      @Nullable String notifyUrl) {}

  /** The refund that is asked for, or its refusal. */
  Valid validated() {
    String number = outRefundNo;
    if (number == null || !OUT_REFUND_NO.matcher(number).matches()) {
      throw WechatPayError.parameter("商户退款单号只能是数字、大小写字母_-|*@，长度1到64");
    }
    if (transactionId == null && outTradeNo == null) {
      throw WechatPayError.parameter("微信订单号和商户订单号至少填一个");
    }
    if (reason != null && reason.length() > MAX_REASON) {
      throw WechatPayError.parameter("退款原因最长80");
    }
    Long refund = amount == null ? null : amount.refund();
    Long total = amount == null ? null : amount.total();
    if (refund == null || total == null || refund < 1 || total < 1) {
      throw WechatPayError.parameter("退款金额和原订单金额必填，且大于0");
    }
    if (amount == null || !"CNY".equals(amount.currency())) {
      throw WechatPayError.parameter("退款币种只支持CNY");
    }
    return new Valid(number, refund, total, reason, NotifyUrl.optional(notifyUrl));
  }
}
