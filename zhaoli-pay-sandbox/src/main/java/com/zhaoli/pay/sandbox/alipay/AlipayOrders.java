package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Orders that wait for their payer: made, looked at, ended. */
@Component
final class AlipayOrders implements AlipayMethods {
  private final AlipayOrderTerms terms;
  private final AlipayTrades trades;
  private final OrderBook orders;
  private final Faults faults;
  private final Clock clock;

  AlipayOrders(
      AlipayOrderTerms terms, AlipayTrades trades, OrderBook orders, Faults faults, Clock clock) {
    this.terms = terms;
    this.trades = trades;
    this.orders = orders;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public Map<String, Function<AlipayRequest, AlipayAnswer>> methods() {
    return Map.of(
        "alipay.trade.precreate", this::precreate,
        "alipay.trade.create", this::create,
        "alipay.trade.query", this::query,
        "alipay.trade.close", this::close);
  }

  /** A QR code that the payer scans. */
  private AlipayAnswer precreate(AlipayRequest request) {
    SandboxOrder order =
        add(
            terms
                .read(request, PaymentMethod.NATIVE)
                .codeUrl(
                    "https://qr.alipay.com/bax"
                        + Randoms.alphanumeric(21).toLowerCase(Locale.ROOT)));
    return AlipayAnswer.success()
        .with("out_trade_no", order.channelOrderNo())
        .with("qr_code", order.codeUrl());
  }

  /** A trade for a buyer who is known; the merchant's page in the wallet asks him to pay it. */
  private AlipayAnswer create(AlipayRequest request) {
    String buyerId = request.text("buyer_id");
    String buyer = buyerId == null ? request.text("buyer_open_id") : buyerId;
    if (buyer == null || !buyer.matches("[0-9A-Za-z_-]{1,128}")) {
      throw AlipayRefusal.parameter("buyer_id or buyer_open_id is missing");
    }
    SandboxOrder order = add(terms.read(request, PaymentMethod.JSAPI).openedBy(buyer));
    return AlipayAnswer.success()
        .with("out_trade_no", order.channelOrderNo())
        .with("trade_no", order.channelTradeNo());
  }

  private SandboxOrder add(OrderDraft draft) {
    SandboxOrder order = orders.add(draft.build()).order();
    if (!draft.isSameAs(order)) {
      throw AlipayTrades.inconsistent();
    }
    AlipayTrades.mustBeOpen(order);
    return order;
  }

  private AlipayAnswer query(AlipayRequest request) {
    SandboxOrder order = trades.named(request);
    long wrong = faults.strikes(FaultTarget.ALIPAY, FaultKind.WRONG_AMOUNT) ? 1 : 0;
    String yuan = AlipayFormat.yuan(order.amountFen() + wrong);
    AlipayAnswer answer =
        AlipayAnswer.success()
            .with("trade_no", order.channelTradeNo())
            .with("out_trade_no", order.channelOrderNo())
            .with("buyer_logon_id", AlipayFormat.buyerLogin(order))
            .with("trade_status", AlipayTrades.status(order))
            .with("total_amount", yuan)
            .with("buyer_user_id", AlipayFormat.buyerId(order))
            .with("buyer_user_type", "PRIVATE");
    Instant paidAt = order.paidAt();
    if (paidAt != null) {
      answer
          .with("send_pay_date", AlipayFormat.time(paidAt))
          .with("receipt_amount", yuan)
          .with("buyer_pay_amount", yuan)
          .with("invoice_amount", yuan)
          .with("point_amount", "0.00")
          .with("fund_bill_list", AlipayFormat.fundBills(yuan));
    }
    return answer;
  }

  /** Ends a trade that is not paid. */
  private AlipayAnswer close(AlipayRequest request) {
    Instant now = clock.instant();
    SandboxOrder order =
        orders.change(
            trades.named(request),
            current -> {
              boolean waits =
                  current.state() == OrderState.SCANNED || current.state() == OrderState.PAYING;
              if (!waits) {
                throw AlipayTrades.wrongState();
              }
              return current.close(now);
            });
    return AlipayAnswer.success()
        .with("trade_no", order.channelTradeNo())
        .with("out_trade_no", order.channelOrderNo());
  }
}
