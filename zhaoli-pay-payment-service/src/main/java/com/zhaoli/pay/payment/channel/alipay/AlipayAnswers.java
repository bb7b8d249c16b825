package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayResponse;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Alipay's answers mean. A code that is not listed here is an unknown outcome. */
final class AlipayAnswers {
  /** Order success, payer is paying (10003) also counts as success for the SDK; this does not. */
  private static final String SUCCESS = "10000";

  private static final String BUSINESS_FAILURE = "40004";
  private static final String TRADE_NOT_EXIST = "ACQ.TRADE_NOT_EXIST";
  private static final String TRADE_HAS_CLOSE = "ACQ.TRADE_HAS_CLOSE";

  /** Refusals after which no order exists and the same request would be refused again. */
  private static final Set<String> REFUSALS =
      Set.of(
          "ACQ.INVALID_PARAMETER",
          "ACQ.ACCESS_FORBIDDEN",
          "ACQ.EXIST_FORBIDDEN_WORD",
          "ACQ.PARTNER_ERROR",
          "ACQ.TOTAL_FEE_EXCEED",
          "ACQ.BUYER_SELLER_EQUAL",
          "ACQ.TRADE_BUYER_NOT_MATCH",
          "ACQ.BUYER_ENABLE_STATUS_FORBID",
          "ACQ.SELLER_BALANCE_NOT_ENOUGH",
          "ACQ.RISK_MERCHANT_IP_NOT_EXIST",
          "ACQ.MERCHANT_STATUS_NOT_NORMAL",
          "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT",
          "ACQ.SUB_MERCHANT_CREATE_FAIL");

  /** The SDK verifies a signature that is there, and lets an error pass that has none. */
  private static final Pattern SIGNED = Pattern.compile("\"sign\"\\s*:\\s*\"[^\"]+\"");

  private AlipayAnswers() {}

  static ChannelOutcome ofPrecreate(ChannelOrder order, AlipayTradePrecreateResponse response) {
    if (SUCCESS.equals(response.getCode())) {
      String code = response.getQrCode();
      return isOfOrder(order, response.getOutTradeNo()) && code != null && !code.isBlank()
          ? new CodeIssued(code)
          : new Unknown("precreate succeeded without a code for this order");
    }
    return ofFailure(response);
  }

  static ChannelOutcome ofQuery(ChannelOrder order, AlipayTradeQueryResponse response) {
    if (!SUCCESS.equals(response.getCode())) {
      // A payer who has not scanned the code yet has no trade at Alipay.
      return isSignedFailure(response, TRADE_NOT_EXIST) ? new NotPaid() : ofUnclear(response);
    }
    if (!isOfOrder(order, response.getOutTradeNo())) {
      return new Unknown("query answered for another order");
    }
    return ofTrade(
        response.getTradeStatus(),
        response.getTradeNo(),
        response.getTotalAmount(),
        paidAt(response.getSendPayDate()));
  }

  /** The state of a trade, from a query or from a notice. */
  static ChannelOutcome ofTrade(
      @Nullable String status,
      @Nullable String tradeNo,
      @Nullable String totalAmount,
      @Nullable Instant paidAt) {
    if (status == null) {
      return new Unknown("no trade status");
    }
    return switch (status) {
      case "WAIT_BUYER_PAY" -> new NotPaid();
      case "TRADE_CLOSED" -> new Closed();
      case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(tradeNo, totalAmount, paidAt);
      default -> new Unknown("trade status that is not known here");
    };
  }

  private static ChannelOutcome paid(
      @Nullable String tradeNo, @Nullable String totalAmount, @Nullable Instant paidAt) {
    if (tradeNo == null || tradeNo.isBlank() || totalAmount == null) {
      return new Unknown("paid, but trade number or amount is missing");
    }
    try {
      return new Succeeded(tradeNo, Money.ofYuan(totalAmount), paidAt);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Unknown("paid, but the amount cannot be read");
    }
  }

  private static ChannelOutcome ofFailure(AlipayResponse response) {
    String code = response.getSubCode();
    if (code != null && isSignedFailure(response, code)) {
      if (code.equals(TRADE_HAS_CLOSE)) {
        return new Closed();
      }
      if (REFUSALS.contains(code)) {
        return new Declined(code);
      }
    }
    return ofUnclear(response);
  }

  private static ChannelOutcome ofUnclear(AlipayResponse response) {
    return new Unknown("code " + response.getCode() + " " + response.getSubCode());
  }

  private static boolean isSignedFailure(AlipayResponse response, String subCode) {
    String body = response.getBody();
    return BUSINESS_FAILURE.equals(response.getCode())
        && subCode.equals(response.getSubCode())
        && body != null
        && SIGNED.matcher(body).find();
  }

  private static boolean isOfOrder(ChannelOrder order, @Nullable String outTradeNo) {
    return order.attemptNo().equals(outTradeNo);
  }

  private static @Nullable Instant paidAt(@Nullable Date sendPayDate) {
    return sendPayDate == null ? null : sendPayDate.toInstant();
  }
}
