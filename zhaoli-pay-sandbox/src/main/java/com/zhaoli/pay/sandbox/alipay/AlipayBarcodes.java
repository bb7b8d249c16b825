package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.delivery.Notifies;
import com.zhaoli.pay.sandbox.delivery.NotifyEvent;
import com.zhaoli.pay.sandbox.order.Barcode;
import com.zhaoli.pay.sandbox.order.Barcode.Script;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.RefundRefused;
import com.zhaoli.pay.sandbox.order.Refunds;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Payments by barcode, and the cancel that ends an uncertain one. */
@Component
final class AlipayBarcodes implements AlipayMethods {
  private static final Pattern AUTH_CODE = Pattern.compile("(2[5-9]|30)\\d{14,22}");

  private final AlipayOrderTerms terms;
  private final AlipayTrades trades;
  private final OrderBook orders;
  private final Barcode barcode;
  private final Refunds refunds;
  private final Notifies notifies;
  private final Clock clock;

  AlipayBarcodes(
      AlipayOrderTerms terms,
      AlipayTrades trades,
      OrderBook orders,
      Barcode barcode,
      Refunds refunds,
      Notifies notifies,
      Clock clock) {
    this.terms = terms;
    this.trades = trades;
    this.orders = orders;
    this.barcode = barcode;
    this.refunds = refunds;
    this.notifies = notifies;
    this.clock = clock;
  }

  @Override
  public Map<String, Function<AlipayRequest, AlipayAnswer>> methods() {
    return Map.of("alipay.trade.pay", this::pay, "alipay.trade.cancel", this::cancel);
  }

  private AlipayAnswer pay(AlipayRequest request) {
    OrderDraft draft = terms.read(request, PaymentMethod.BARCODE);
    String scene = request.text("scene");
    if (scene != null && !scene.equals("bar_code")) {
      throw AlipayRefusal.parameter("scene must be bar_code");
    }
    String authCode = request.text("auth_code");
    if (authCode == null || !AUTH_CODE.matcher(authCode).matches()) {
      throw codeInvalid();
    }
    Script script = Barcode.scriptOf(authCode);
    if (script == Script.REFUSED) {
      throw codeInvalid();
    }
    OrderBook.Added added =
        orders.add(barcode.scan(draft, script, clock.instant()), this::notifyOncePaid);
    SandboxOrder order = added.order();
    if (!draft.isSameAs(order)) {
      throw AlipayTrades.inconsistent();
    }
    if (added.isNew() && script == Script.REPORTED_LATE) {
      return AlipayAnswer.systemError();
    }
    if (!added.isNew()) {
      AlipayTrades.mustBeOpen(order);
    }
    return describe(order);
  }

  private void notifyOncePaid(SandboxOrder order) {
    Instant paidAt = order.paidAt() == null ? order.paysAt() : order.paidAt();
    if (paidAt != null) {
      notifies.begin(new NotifyEvent(order, null), paidAt);
    }
  }

  private static AlipayAnswer describe(SandboxOrder order) {
    String yuan = AlipayFormat.yuan(order.amountFen());
    Instant paidAt = order.paidAt();
    AlipayAnswer answer =
        (paidAt == null ? AlipayAnswer.paying() : AlipayAnswer.success())
            .with("trade_no", order.channelTradeNo())
            .with("out_trade_no", order.channelOrderNo())
            .with("buyer_logon_id", AlipayFormat.buyerLogin(order))
            .with("buyer_user_id", AlipayFormat.buyerId(order))
            .with("total_amount", yuan);
    if (paidAt != null) {
      answer
          .with("receipt_amount", yuan)
          .with("buyer_pay_amount", yuan)
          .with("invoice_amount", yuan)
          .with("point_amount", "0.00")
          .with("gmt_payment", AlipayFormat.time(paidAt))
          .with("fund_bill_list", AlipayFormat.fundBills(yuan));
    }
    return answer;
  }

  /**
   * Undoes a trade: closes it, or gives the money back. Of an order that Alipay does not know it
   * says nothing but that there is nothing to try again.
   */
  private AlipayAnswer cancel(AlipayRequest request) {
    String outTradeNo = request.text("out_trade_no");
    if (outTradeNo == null && request.text("trade_no") == null) {
      throw AlipayRefusal.parameter("out_trade_no or trade_no is missing");
    }
    Optional<SandboxOrder> found = trades.find(request);
    if (found.isEmpty()) {
      return AlipayAnswer.success().with("out_trade_no", outTradeNo).with("retry_flag", "N");
    }
    try {
      SandboxOrder order = orders.change(found.get(), this::undone);
      return AlipayAnswer.success()
          .with("trade_no", order.channelTradeNo())
          .with("out_trade_no", order.channelOrderNo())
          .with("retry_flag", "N")
          .with("action", order.paidAt() == null ? "close" : "refund");
    } catch (RefundRefused refused) {
      return AlipayAnswer.refused("ACQ.REASON_TRADE_REFUND_FEE_ERR", "退款金额无效，已经退款的交易不能再撤销");
    }
  }

  private SandboxOrder undone(SandboxOrder order) {
    return switch (order.state()) {
      case CREATED, SCANNED, PAYING -> order.close(clock.instant());
      case CLOSED, REVERSED -> order;
      case PAID -> {
        if (order.refunds().stream().anyMatch(Refund::reversal)) {
          yield order;
        }
        Refund takenBack = refunds.takeBack(order, order.notifyUrl());
        SandboxOrder undone = order.refunded(takenBack);
        notifies.begin(new NotifyEvent(undone, takenBack), takenBack.settlesAt());
        yield undone;
      }
    };
  }

  private static AlipayRefusal codeInvalid() {
    return new AlipayRefusal(
        AlipayAnswer.refused("ACQ.PAYMENT_AUTH_CODE_INVALID", "支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款"));
  }
}
