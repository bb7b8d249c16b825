package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.RefundState;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How WeChat Pay describes a refund, in answers and in notifies. */
@Component
final class RefundDescription {
  private final WechatPayKeys keys;
  private final Clock clock;

  RefundDescription(WechatPayKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** The answer to a refund and to its query. */
  Map<String, Object> of(SandboxOrder order, Refund refund, long extraFen) {
    RefundState state = refund.stateAt(clock.instant());
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("refund_id", refund.channelRefundNo());
    described.put("out_refund_no", refund.outRefundNo());
    described.put("transaction_id", String.valueOf(order.channelTradeNo()));
    described.put("out_trade_no", order.channelOrderNo());
    described.put("channel", "ORIGINAL");
    described.put("user_received_account", "支付用户零钱");
    if (state == RefundState.SUCCESS) {
      described.put("success_time", Transactions.time(refund.settlesAt()));
    }
    described.put("create_time", Transactions.time(refund.createdAt()));
    described.put("status", state.name());
    described.put("funds_account", "AVAILABLE");
    Map<String, Object> amount = amount(order, refund, extraFen);
    amount.put("settlement_total", order.amountFen());
    amount.put("settlement_refund", refund.amountFen() + extraFen);
    amount.put("discount_refund", 0);
    amount.put("currency", "CNY");
    described.put("amount", amount);
    described.put("promotion_detail", List.of());
    return described;
  }

  /** The content of the notify, which tells how the refund ended. */
  Map<String, Object> notice(SandboxOrder order, Refund refund, long extraFen) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("mchid", keys.mchId());
    notice.put("out_trade_no", order.channelOrderNo());
    notice.put("transaction_id", String.valueOf(order.channelTradeNo()));
    notice.put("out_refund_no", refund.outRefundNo());
    notice.put("refund_id", refund.channelRefundNo());
    notice.put("refund_status", refund.outcome().name());
    if (refund.outcome() == RefundState.SUCCESS) {
      notice.put("success_time", Transactions.time(refund.settlesAt()));
    }
    notice.put("amount", amount(order, refund, extraFen));
    notice.put("user_received_account", "支付用户零钱");
    return notice;
  }

  private static Map<String, Object> amount(SandboxOrder order, Refund refund, long extraFen) {
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", order.amountFen());
    amount.put("refund", refund.amountFen() + extraFen);
    amount.put("payer_total", order.amountFen());
    amount.put("payer_refund", refund.amountFen() + extraFen);
    return amount;
  }
}
