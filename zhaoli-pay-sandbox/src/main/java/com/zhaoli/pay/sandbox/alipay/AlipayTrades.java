package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The trades of the app. As at Alipay, a code that nobody has scanned is no trade yet: a query says
 * ACQ.TRADE_NOT_EXIST until then.
 */
@Component
final class AlipayTrades {
  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_]{1,64}");
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);

  private final OrderBook orders;
  private final Faults faults;
  private final Clock clock;

  AlipayTrades(OrderBook orders, Faults faults, Clock clock) {
    this.orders = orders;
    this.faults = faults;
    this.clock = clock;
  }

  /** alipay.trade.precreate: a QR code that the payer scans. */
  AlipayAnswer precreate(JsonNode biz, @Nullable String notifyUrl) {
    String outTradeNo = text(biz, "out_trade_no");
    if (outTradeNo == null || !OUT_TRADE_NO.matcher(outTradeNo).matches()) {
      return invalid("out_trade_no must be 1 to 64 letters, digits or underscores");
    }
    Optional<Long> fen = AlipayFormat.fen(text(biz, "total_amount"));
    if (fen.isEmpty()) {
      return AlipayAnswer.refused("ACQ.TOTAL_FEE_EXCEED", "订单总金额不在允许范围内");
    }
    String subject = text(biz, "subject");
    if (subject == null || subject.isBlank() || subject.length() > 256) {
      return invalid("subject must be 1 to 256 characters");
    }
    Instant now = clock.instant();
    Optional<Instant> expiresAt = expiry(biz, now);
    if (expiresAt.isEmpty() || !expiresAt.get().isAfter(now)) {
      return invalid("timeout_express or time_expire is not valid");
    }
    SandboxOrder order =
        orders.add(
            SandboxOrder.created(
                Channel.ALIPAY,
                outTradeNo,
                "https://qr.alipay.com/bax" + Randoms.alphanumeric(21).toLowerCase(Locale.ROOT),
                fen.get(),
                subject,
                text(biz, "passback_params"),
                notifyUrl,
                null,
                now,
                expiresAt.get()));
    if (order.amountFen() != fen.get() || !order.subject().equals(subject)) {
      return AlipayAnswer.refused("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
    return switch (order.state()) {
      case CREATED, SCANNED ->
          AlipayAnswer.success().with("out_trade_no", outTradeNo).with("qr_code", order.codeUrl());
      case PAID -> AlipayAnswer.refused("ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
      case CLOSED -> AlipayAnswer.refused("ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
    };
  }

  /** alipay.trade.query. */
  AlipayAnswer query(JsonNode biz) {
    Optional<SandboxOrder> found = trade(biz);
    if (found.isEmpty()) {
      return noTrade();
    }
    SandboxOrder order = found.get();
    long wrong = faults.strikes(FaultTarget.ALIPAY, FaultKind.WRONG_AMOUNT) ? 1 : 0;
    String yuan = AlipayFormat.yuan(order.amountFen() + wrong);
    AlipayAnswer answer =
        AlipayAnswer.success()
            .with("trade_no", order.channelTradeNo())
            .with("out_trade_no", order.channelOrderNo())
            .with("buyer_logon_id", AlipayFormat.buyerLogin(order))
            .with("trade_status", status(order))
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

  /** alipay.trade.close: ends a trade that is not paid. */
  AlipayAnswer close(JsonNode biz) {
    Optional<SandboxOrder> found = trade(biz);
    if (found.isEmpty()) {
      return noTrade();
    }
    Instant now = clock.instant();
    SandboxOrder order =
        orders.change(
            found.get(),
            current -> current.state() == OrderState.SCANNED ? current.close(now) : current);
    if (order.state() == OrderState.PAID || !now.equals(order.closedAt())) {
      return AlipayAnswer.refused("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }
    return AlipayAnswer.success()
        .with("trade_no", order.channelTradeNo())
        .with("out_trade_no", order.channelOrderNo());
  }

  static String status(SandboxOrder order) {
    return switch (order.state()) {
      case CREATED, SCANNED -> "WAIT_BUYER_PAY";
      case PAID -> "TRADE_SUCCESS";
      case CLOSED -> "TRADE_CLOSED";
    };
  }

  /** The trade that the request names; a code that was never scanned has none. */
  private Optional<SandboxOrder> trade(JsonNode biz) {
    String tradeNo = text(biz, "trade_no");
    String outTradeNo = text(biz, "out_trade_no");
    Optional<SandboxOrder> order =
        tradeNo != null
            ? orders.findByTradeNo(tradeNo).filter(o -> o.channel() == Channel.ALIPAY)
            : outTradeNo == null ? Optional.empty() : orders.find(Channel.ALIPAY, outTradeNo);
    return order.filter(o -> o.channelTradeNo() != null);
  }

  private static Optional<Instant> expiry(JsonNode biz, Instant now) {
    String timeout = text(biz, "timeout_express");
    if (timeout == null) {
      timeout = text(biz, "qr_code_timeout_express");
    }
    if (timeout != null) {
      return AlipayFormat.timeout(timeout).map(now::plus);
    }
    String at = text(biz, "time_expire");
    return at == null ? Optional.of(now.plus(DEFAULT_TIMEOUT)) : AlipayFormat.instant(at);
  }

  private static AlipayAnswer noTrade() {
    return AlipayAnswer.refused("ACQ.TRADE_NOT_EXIST", "交易不存在");
  }

  private static AlipayAnswer invalid(String problem) {
    return AlipayAnswer.refused("ACQ.INVALID_PARAMETER", problem);
  }

  private static @Nullable String text(JsonNode biz, String name) {
    JsonNode value = biz.get(name);
    return value == null || value.isNull() || value.isContainer() ? null : value.asString();
  }
}
