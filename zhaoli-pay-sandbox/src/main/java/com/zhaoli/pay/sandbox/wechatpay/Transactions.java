package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How WeChat Pay describes an order, in queries and in notifies. */
@Component
final class Transactions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final WechatPayKeys keys;

  Transactions(WechatPayKeys keys) {
    this.keys = keys;
  }

  Map<String, Object> describe(SandboxOrder order, long extraFen) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("appid", keys.appId());
    transaction.put("mchid", keys.mchId());
    transaction.put("out_trade_no", order.channelOrderNo());
    transaction.put("trade_state", state(order));
    transaction.put("trade_state_desc", stateDescription(order));
    String attach = order.attach();
    transaction.put("attach", attach == null ? "" : attach);
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", order.amountFen() + extraFen);
    amount.put("currency", "CNY");
    Instant paidAt = order.paidAt();
    if (paidAt != null) {
      transaction.put("transaction_id", String.valueOf(order.channelTradeNo()));
      transaction.put("trade_type", "NATIVE");
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

  private static String state(SandboxOrder order) {
    return switch (order.state()) {
      case CREATED, SCANNED -> "NOTPAY";
      case PAID -> "SUCCESS";
      case CLOSED -> "CLOSED";
    };
  }

  private static String stateDescription(SandboxOrder order) {
    return switch (order.state()) {
      case CREATED, SCANNED -> "订单未支付";
      case PAID -> "支付成功";
      case CLOSED -> "订单已关闭";
    };
  }
}
