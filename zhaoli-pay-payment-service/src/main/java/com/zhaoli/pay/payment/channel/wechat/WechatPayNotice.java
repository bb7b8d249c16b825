package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.payments.model.Transaction.TradeStateEnum;
import com.wechat.pay.java.service.refund.model.Status;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfPayment;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfRefund;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The decrypted resource of a notice that WeChat Pay signed for an account.
 *
 * @param account whose keys verified it
 * @param eventType what the envelope says that happened, such as TRANSACTION.SUCCESS
 * @param originalType what the envelope says that this is, such as refund
 */
record WechatPayNotice(
    WechatPayAccount account, String eventType, String originalType, JsonNode resource) {

  /**
   * What it tells.
   *
   * @throws CallbackRefusedException when it cannot be read or is meant for somebody else
   */
  CallbackNotice read() {
    if (eventType.startsWith("TRANSACTION.") && originalType.equals("transaction")) {
      return payment();
    }
    if (eventType.startsWith("REFUND.") && originalType.equals("refund")) {
      return refund();
    }
    throw malformed("the notice is about something else");
  }

  private CallbackNotice payment() {
    if (!account.mchId().equals(text(resource, "mchid"))
        || !account.appId().equals(text(resource, "appid"))) {
      throw another();
    }
    String attemptNo = text(resource, "out_trade_no");
    TradeStateEnum state = constant(TradeStateEnum.class, text(resource, "trade_state"));
    if (attemptNo == null || state == null) {
      throw malformed("the notice does not tell of an order");
    }
    return new OfPayment(
        attemptNo,
        WechatPayAnswers.ofState(
            state,
            text(resource, "transaction_id"),
            number(resource.path("amount"), "total"),
            text(resource, "success_time")));
  }

  /** A refund's notice does not name the app. */
  private CallbackNotice refund() {
    if (!account.mchId().equals(text(resource, "mchid"))) {
      throw another();
    }
    String attemptNo = text(resource, "out_trade_no");
    String refundNo = text(resource, "out_refund_no");
    Status state = constant(Status.class, text(resource, "refund_status"));
    if (attemptNo == null || refundNo == null || state == null) {
      throw malformed("the notice does not tell of a refund");
    }
    return new OfRefund(
        attemptNo,
        refundNo,
        WechatPayAnswers.ofRefund(
            state,
            text(resource, "refund_id"),
            number(resource.path("amount"), "refund"),
            text(resource, "success_time")));
  }

  private static CallbackRefusedException another() {
    return new CallbackRefusedException(
        Reason.MISMATCHING, "the notice is for another merchant or app");
  }

  private static CallbackRefusedException malformed(String why) {
    return new CallbackRefusedException(Reason.MALFORMED, why);
  }

  static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : null;
  }

  private static @Nullable Long number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "WechatPayNotice[" + eventType + "]";
  }
}
