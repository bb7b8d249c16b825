package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.delivery.Notifies;
import com.zhaoli.pay.sandbox.delivery.NotifyEvent;
import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.RefundRefused;
import com.zhaoli.pay.sandbox.order.RefundState;
import com.zhaoli.pay.sandbox.order.Refunds;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refunds: accepted at once, done a little later, one for each out_refund_no of the merchant. */
@RestController
@RequestMapping("/v3/refund/domestic/refunds")
final class RefundController {
  private final OrderBook orders;
  private final Refunds refunds;
  private final RefundDescription description;
  private final WechatPayBodies bodies;
  private final Notifies notifies;
  private final Faults faults;
  private final Duration refundDelay;
  private final Clock clock;

  RefundController(
      OrderBook orders,
      Refunds refunds,
      RefundDescription description,
      WechatPayBodies bodies,
      Notifies notifies,
      Faults faults,
      SandboxProperties properties,
      Clock clock) {
    this.orders = orders;
    this.refunds = refunds;
    this.description = description;
    this.bodies = bodies;
    this.notifies = notifies;
    this.faults = faults;
    this.refundDelay = properties.refundDelay();
    this.clock = clock;
  }

  @PostMapping
  Map<String, Object> refund(@RequestBody byte[] body) {
    RefundBody request = bodies.read(body, RefundBody.class);
    RefundBody.Valid wanted = request.validated();
    SandboxOrder order = orderOf(request);
    if (order.amountFen() != wanted.totalFen()) {
      throw WechatPayError.rule("订单金额或退款金额与之前请求不一致，请核实后再试");
    }
    Instant settlesAt = clock.instant().plus(refundDelay);
    try {
      Refunds.Result result =
          refunds.refund(
              order,
              new Refunds.Request(
                  wanted.outRefundNo(),
                  wanted.refundFen(),
                  wanted.reason(),
                  wanted.notifyUrl(),
                  outcomeFor(order, wanted),
                  settlesAt),
              (refunded, refund) -> notifies.begin(new NotifyEvent(refunded, refund), settlesAt));
      return description.of(result.order(), result.refund(), 0);
    } catch (RefundRefused refused) {
      throw refusal(refused.reason());
    }
  }

  @GetMapping("/{outRefundNo}")
  Map<String, Object> query(@PathVariable String outRefundNo) {
    long wrong = faults.strikes(FaultTarget.WECHAT_PAY, FaultKind.WRONG_AMOUNT) ? 1 : 0;
    return orders
        .findByRefund(Channel.WECHAT, outRefundNo)
        .flatMap(
            order ->
                order
                    .refund(outRefundNo)
                    .filter(refund -> !refund.reversal())
                    .map(refund -> description.of(order, refund, wrong)))
        .orElseThrow(() -> new WechatPayError(404, "RESOURCE_NOT_EXISTS", "退款单不存在"));
  }

  private SandboxOrder orderOf(RefundBody request) {
    String transactionId = request.transactionId();
    String outTradeNo = request.outTradeNo();
    Optional<SandboxOrder> order =
        transactionId != null
            ? orders.findByTradeNo(transactionId).filter(o -> o.channel() == Channel.WECHAT)
            : outTradeNo == null ? Optional.empty() : orders.find(Channel.WECHAT, outTradeNo);
    return order.orElseThrow(() -> new WechatPayError(404, "RESOURCE_NOT_EXISTS", "订单不存在"));
  }

  /** A fault is used up by a new refund only. */
  private RefundState outcomeFor(SandboxOrder order, RefundBody.Valid wanted) {
    boolean isKnown =
        order.refund(wanted.outRefundNo()).map(Refund::outcome).stream()
            .anyMatch(outcome -> outcome != RefundState.CLOSED);
    if (isKnown) {
      return RefundState.SUCCESS;
    }
    if (faults.strikes(FaultTarget.WECHAT_PAY, FaultKind.REFUND_ABNORMAL)) {
      return RefundState.ABNORMAL;
    }
    return faults.strikes(FaultTarget.WECHAT_PAY, FaultKind.REFUND_CLOSED)
        ? RefundState.CLOSED
        : RefundState.SUCCESS;
  }

  private static WechatPayError refusal(RefundRefused.Reason reason) {
    return switch (reason) {
      case NOT_PAID -> WechatPayError.rule("订单未支付或已撤销，不能发起退款");
      case OTHER_AMOUNT, OTHER_ORDER -> WechatPayError.rule("订单金额或退款金额与之前请求不一致，请核实后再试");
      case TOO_MUCH -> WechatPayError.rule("申请退款金额超过订单可退金额");
      case TOO_MANY -> WechatPayError.rule("订单退款次数已达50次");
      case PARTLY_REFUNDED -> WechatPayError.rule("订单已有退款");
    };
  }
}
