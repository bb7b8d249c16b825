package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders looked at and ended, however they are paid. */
@RestController
@RequestMapping("/v3/pay/transactions")
final class TransactionController {
  private final OrderBook orders;
  private final Transactions transactions;
  private final WechatPayBodies bodies;
  private final Faults faults;
  private final Clock clock;

  TransactionController(
      OrderBook orders,
      Transactions transactions,
      WechatPayBodies bodies,
      Faults faults,
      Clock clock) {
    this.orders = orders;
    this.transactions = transactions;
    this.bodies = bodies;
    this.faults = faults;
    this.clock = clock;
  }

  @GetMapping("/out-trade-no/{outTradeNo}")
  Map<String, Object> queryByOutTradeNo(
      @PathVariable String outTradeNo, @RequestParam(required = false) @Nullable String mchid) {
    bodies.mustBeOurs(mchid);
    return describe(transactions.named(outTradeNo));
  }

  @GetMapping("/id/{transactionId}")
  Map<String, Object> queryById(
      @PathVariable String transactionId, @RequestParam(required = false) @Nullable String mchid) {
    bodies.mustBeOurs(mchid);
    // Before it is paid an order has no number of WeChat's.
    return describe(
        orders
            .findByTradeNo(transactionId)
            .filter(order -> order.channel() == Channel.WECHAT)
            .filter(order -> order.paidAt() != null)
            .orElseThrow(Transactions::notExist));
  }

  @PostMapping("/out-trade-no/{outTradeNo}/close")
  ResponseEntity<Void> close(@PathVariable String outTradeNo, @RequestBody byte[] body) {
    bodies.mustBeOurs(bodies.read(body, CloseBody.class).mchid());
    Instant now = clock.instant();
    orders.change(transactions.named(outTradeNo), current -> closed(current, now));
    return ResponseEntity.noContent().build();
  }

  private static SandboxOrder closed(SandboxOrder order, Instant now) {
    if (order.method() == PaymentMethod.BARCODE) {
      throw WechatPayError.rule("付款码支付的订单请使用撤销接口");
    }
    return switch (order.state()) {
      case CREATED, SCANNED, PAYING -> order.close(now);
      case CLOSED, REVERSED -> order;
      case PAID -> throw new WechatPayError(400, "ORDERPAID", "该订单已支付");
    };
  }

  private Map<String, Object> describe(SandboxOrder order) {
    long wrong = faults.strikes(FaultTarget.WECHAT_PAY, FaultKind.WRONG_AMOUNT) ? 1 : 0;
    return transactions.describe(order, wrong);
  }

  private record CloseBody(@Nullable String mchid) {}
}
