package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The trades of the app. As at Alipay, an order that nobody has opened is no trade yet: a query
 * says ACQ.TRADE_NOT_EXIST until then.
 */
@Component
final class AlipayTrades {
  private final OrderBook orders;

  AlipayTrades(OrderBook orders) {
    this.orders = orders;
  }

  /** The trade that the request names, by Alipay's number first. */
  Optional<SandboxOrder> find(AlipayRequest request) {
    String tradeNo = request.text("trade_no");
    String outTradeNo = request.text("out_trade_no");
    Optional<SandboxOrder> order =
        tradeNo != null
            ? orders.findByTradeNo(tradeNo).filter(o -> o.channel() == Channel.ALIPAY)
            : outTradeNo == null ? Optional.empty() : orders.find(Channel.ALIPAY, outTradeNo);
    return order.filter(o -> o.channelTradeNo() != null);
  }

  /** As {@link #find}; refuses when there is none. */
  SandboxOrder named(AlipayRequest request) {
    return find(request)
        .orElseThrow(() -> new AlipayRefusal(AlipayAnswer.refused("ACQ.TRADE_NOT_EXIST", "交易不存在")));
  }

  /** Alipay's name of the order's state: a trade that was refunded whole is closed. */
  static String status(SandboxOrder order) {
    return switch (order.state()) {
      case CREATED, SCANNED, PAYING -> "WAIT_BUYER_PAY";
      case PAID -> order.refundedFen() == order.amountFen() ? "TRADE_CLOSED" : "TRADE_SUCCESS";
      case CLOSED, REVERSED -> "TRADE_CLOSED";
    };
  }

  static AlipayRefusal wrongState() {
    return new AlipayRefusal(AlipayAnswer.refused("ACQ.TRADE_STATUS_ERROR", "交易状态不合法"));
  }

  /** Refuses a number that is taken by another order, or by one that has ended. */
  static void mustBeOpen(SandboxOrder order) {
    switch (order.state()) {
      case CREATED, SCANNED, PAYING -> {}
      case PAID -> throw new AlipayRefusal(AlipayAnswer.refused("ACQ.TRADE_HAS_SUCCESS", "交易已被支付"));
      case CLOSED, REVERSED ->
          throw new AlipayRefusal(AlipayAnswer.refused("ACQ.TRADE_HAS_CLOSE", "交易已经关闭"));
    }
  }

  static AlipayRefusal inconsistent() {
    return new AlipayRefusal(AlipayAnswer.refused("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改"));
  }
}
