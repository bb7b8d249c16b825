package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The merchant's orders, and how WeChat Pay describes them in queries and in notifies. */
@Component
final class Transactions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final OrderBook orders;
  private final WechatPayKeys keys;

  Transactions(OrderBook orders, WechatPayKeys keys) {
    this.orders = orders;
    this.keys = keys;
  }

  /** The order of this number; refuses when there is none. */
  SandboxOrder named(String outTradeNo) {
    return orders.find(Channel.WECHAT, outTradeNo).orElseThrow(Transactions::notExist);
  }

  static WechatPayError notExist() {
    return new WechatPayError(404, "ORDER_NOT_EXIST", "订单不存在");
  }

  /** Refuses an order that can no longer be paid. */
  static void mustBeOpen(SandboxOrder order) {
    switch (order.state()) {
      case CREATED, SCANNED, PAYING -> {}
      case PAID -> throw new WechatPayError(400, "ORDERPAID", "该订单已支付");
      case CLOSED, REVERSED -> throw new WechatPayError(400, "ORDER_CLOSED", "订单已关闭");
    }
  }

  /** The order as it stands. */
  Map<String, Object> describe(SandboxOrder order, long extraFen) {
    return describe(order, state(order), extraFen);
  }

  /** The order as it stood when it was paid, which its notify tells for ever. */
  Map<String, Object> describePaid(SandboxOrder order, long extraFen) {
    return describe(order, "SUCCESS", extraFen);
  }

  private Map<String, Object> describe(SandboxOrder order, String state, long extraFen) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("appid", keys.appId());
    transaction.put("mchid", keys.mchId());
    transaction.put("out_trade_no", order.channelOrderNo());
    transaction.put("trade_state", state);
    transaction.put("trade_state_desc", description(state));
    String attach = order.attach();
    transaction.put("attach", attach == null ? "" : attach);
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", order.amountFen() + extraFen);
    amount.put("currency", "CNY");
    Instant paidAt = order.paidAt();
    if (paidAt != null) {
      transaction.put("transaction_id", String.valueOf(order.channelTradeNo()));
      transaction.put("trade_type", tradeType(order));
      transaction.put("bank_type", "OTHERS");
      transaction.put("success_time", time(paidAt));
      transaction.put("payer", Map.of("openid", String.valueOf(order.buyer())));
      amount.put("payer_total", order.amountFen() + extraFen);
      amount.put("payer_currency", "CNY");
    }
    transaction.put("amount", amount);
    return transaction;
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** WeChat's name for how the order is paid. */
  static String tradeType(SandboxOrder order) {
    return switch (order.method()) {
      case JSAPI -> "JSAPI";
      case NATIVE -> "NATIVE";
      case H5 -> "MWEB";
      case BARCODE -> "MICROPAY";
      case PAGE, WAP -> throw new IllegalStateException("WeChat Pay has no " + order.method());
    };
  }

  private static String state(SandboxOrder order) {
    return switch (order.state()) {
      case CREATED, SCANNED -> "NOTPAY";
      case PAYING -> "USERPAYING";
      case PAID -> order.hasRefund() ? "REFUND" : "SUCCESS";
      case CLOSED -> "CLOSED";
      case REVERSED -> "REVOKED";
    };
  }

  private static String description(String state) {
    return switch (state) {
      case "NOTPAY" -> "订单未支付";
      case "USERPAYING" -> "需要用户输入支付密码";
      case "SUCCESS" -> "支付成功";
      case "REFUND" -> "订单发生过退款，退款详情请查询退款单";
      case "REVOKED" -> "订单已撤销";
      default -> "订单已关闭";
    };
  }
}
