package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.delivery.Notifies;
import com.zhaoli.pay.sandbox.delivery.NotifyEvent;
import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.RefundRefused;
import com.zhaoli.pay.sandbox.order.RefundState;
import com.zhaoli.pay.sandbox.order.Refunds;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Refunds: done at once, one for each out_request_no of a trade. */
@Component
final class AlipayRefunds implements AlipayMethods {
  private static final Pattern OUT_REQUEST_NO = Pattern.compile("[0-9A-Za-z_\\-*]{1,64}");

  private final AlipayTrades trades;
  private final Refunds refunds;
  private final Notifies notifies;
  private final Faults faults;
  private final Clock clock;

  AlipayRefunds(
      AlipayTrades trades, Refunds refunds, Notifies notifies, Faults faults, Clock clock) {
    this.trades = trades;
    this.refunds = refunds;
    this.notifies = notifies;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public Map<String, Function<AlipayRequest, AlipayAnswer>> methods() {
    return Map.of(
        "alipay.trade.refund", this::refund, "alipay.trade.fastpay.refund.query", this::query);
  }

  private AlipayAnswer refund(AlipayRequest request) {
    SandboxOrder trade = trades.named(request);
    Optional<Long> fen = AlipayFormat.fen(request.text("refund_amount"));
    if (fen.isEmpty()) {
      throw AlipayRefusal.parameter("refund_amount must be above 0, with two decimals at most");
    }
    String outRequestNo = requestNo(request, trade);
    if (request.text("out_request_no") == null && fen.get() != trade.amountFen()) {
      return AlipayAnswer.refused("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "撤销或退款金额与订单金额不一致");
    }
    if (trade.refund(outRequestNo).isEmpty()
        && trade.state() == OrderState.PAID
        && faults.strikes(FaultTarget.ALIPAY, FaultKind.REFUND_ABNORMAL)) {
      return AlipayAnswer.refused("ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
    }
    Instant now = clock.instant();
    try {
      return describe(
          refunds.refund(
              trade,
              new Refunds.Request(
                  outRequestNo,
                  fen.get(),
                  request.text("refund_reason"),
                  trade.notifyUrl(),
                  RefundState.SUCCESS,
                  now),
              (order, refund) -> notifies.begin(new NotifyEvent(order, refund), now)));
    } catch (RefundRefused refused) {
      return refusal(refused.reason());
    }
  }

  private static AlipayAnswer describe(Refunds.Result result) {
    SandboxOrder order = result.order();
    Refund refund = result.refund();
    String yuan = AlipayFormat.yuan(refund.amountFen());
    return AlipayAnswer.success()
        .with("trade_no", order.channelTradeNo())
        .with("out_trade_no", order.channelOrderNo())
        .with("buyer_logon_id", AlipayFormat.buyerLogin(order))
        .with("buyer_user_id", AlipayFormat.buyerId(order))
        .with("fund_change", result.isNew() ? "Y" : "N")
        .with("refund_fee", AlipayFormat.yuan(order.refundedFen()))
        .with("send_back_fee", yuan)
        .with("gmt_refund_pay", AlipayFormat.time(refund.settlesAt()))
        .with("refund_detail_item_list", AlipayFormat.fundBills(yuan));
  }

  private static AlipayAnswer refusal(RefundRefused.Reason reason) {
    return switch (reason) {
      case NOT_PAID -> AlipayAnswer.refused("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
      case OTHER_AMOUNT, OTHER_ORDER ->
          AlipayAnswer.refused("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求");
      case TOO_MUCH, PARTLY_REFUNDED ->
          AlipayAnswer.refused("ACQ.REASON_TRADE_REFUND_FEE_ERR", "退款金额无效");
      case TOO_MANY -> AlipayAnswer.refused("ACQ.TRADE_NOT_ALLOW_REFUND", "当前交易不允许退款");
    };
  }

  /** How a refund stands; for one that there is not, an answer without a refund_status. */
  private AlipayAnswer query(AlipayRequest request) {
    SandboxOrder trade = trades.named(request);
    AlipayAnswer answer =
        AlipayAnswer.success()
            .with("trade_no", trade.channelTradeNo())
            .with("out_trade_no", trade.channelOrderNo());
    Optional<Refund> found = trade.refund(requestNo(request, trade));
    if (found.isEmpty()) {
      return answer;
    }
    Refund refund = found.get();
    long wrong = faults.strikes(FaultTarget.ALIPAY, FaultKind.WRONG_AMOUNT) ? 1 : 0;
    String yuan = AlipayFormat.yuan(refund.amountFen() + wrong);
    return answer
        .with("out_request_no", refund.outRefundNo())
        .with("refund_reason", refund.reason())
        .with("total_amount", AlipayFormat.yuan(trade.amountFen()))
        .with("refund_amount", yuan)
        .with("refund_status", "REFUND_SUCCESS")
        .with("gmt_refund_pay", AlipayFormat.time(refund.settlesAt()))
        .with("send_back_fee", yuan)
        .with("refund_detail_item_list", AlipayFormat.fundBills(yuan));
  }

  /** The refund's number; one that is not given is the order's own. */
  private static String requestNo(AlipayRequest request, SandboxOrder trade) {
    String number = request.text("out_request_no");
    if (number == null) {
      return trade.channelOrderNo();
    }
    if (!OUT_REQUEST_NO.matcher(number).matches()) {
      throw AlipayRefusal.parameter("out_request_no must be 1 to 64 letters, digits or _-*");
    }
    return number;
  }
}
