package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome.Failed;
import com.zhaoli.pay.payment.channel.RefundOutcome.NotFound;
import com.zhaoli.pay.payment.channel.RefundOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.RefundOutcome.Unknown;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Alipay's answers about refunds mean. A code that is not listed here is unknown. */
final class AlipayRefundAnswers {

  /**
   * Refusals that Alipay documents as final: this request gave nothing back. Whether an earlier one
   * with the same number did is asked before anybody says that the refund failed.
   *
   * <p>DISCORDANT_REPEAT_REQUEST is not among them: there is a refund of this number, of another
   * amount. Nor are REFUND_CHARGE_ERROR and SYSTEM_ERROR, after which Alipay wants to be asked
   * again.
   */
  private static final Set<String> REFUSALS =
      Set.of(
          "ACQ.INVALID_PARAMETER",
          "ACQ.ACCESS_FORBIDDEN",
          "ACQ.SELLER_BALANCE_NOT_ENOUGH",
          "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
          "ACQ.REFUND_FEE_ERROR",
          "ACQ.REASON_TRADE_REFUND_FEE_ERR",
          "ACQ.REASON_TRADE_BEEN_FREEZEN",
          "ACQ.REASON_TRADE_STATUS_INVALID",
          "ACQ.TRADE_NOT_EXIST",
          "ACQ.TRADE_HAS_FINISHED",
          "ACQ.TRADE_HAS_CLOSE",
          "ACQ.TRADE_STATUS_ERROR",
          "ACQ.TRADE_NOT_ALLOW_REFUND",
          "ACQ.NOT_ALLOW_PARTIAL_REFUND",
          "ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND",
          "ACQ.BUYER_ERROR",
          "ACQ.CUSTOMER_VALIDATE_ERROR");

  private AlipayRefundAnswers() {}

  /**
   * What a refund brought, if its answer alone tells. A success without a change of funds does not:
   * it is what a repeated request gets, and also one that did nothing. A refusal does not either.
   *
   * @return empty when the refund is to be asked for
   */
  static Optional<RefundOutcome> ofRefund(
      ChannelRefund refund, AlipayAnswer<AlipayTradeRefundResponse> answer) {
    AlipayTradeRefundResponse response = answer.response();
    if (!answer.isSuccess()) {
      return refusal(answer) == null ? Optional.of(new Unknown(answer.codes())) : Optional.empty();
    }
    if (!refund.attemptNo().equals(response.getOutTradeNo())) {
      return Optional.of(new Unknown("refund answered for another order"));
    }
    if (!"Y".equals(response.getFundChange())) {
      return Optional.empty();
    }
    // All that was given back of this trade so far: this refund is a part of it.
    Optional<Money> total = AlipayFormat.money(response.getRefundFee());
    if (total.isEmpty()
        || total.get().compareTo(refund.amount()) < 0
        || total.get().compareTo(refund.paid()) > 0) {
      return Optional.of(new Unknown("refunded, but the total does not fit"));
    }
    return Optional.of(new Succeeded(null, null, AlipayFormat.instant(response.getGmtRefundPay())));
  }

  /** Why a refund was refused for good, else null. */
  static @Nullable String refusal(AlipayAnswer<AlipayTradeRefundResponse> answer) {
    String code = answer.refusal();
    return code != null && REFUSALS.contains(code) ? code : null;
  }

  /**
   * What the answer and the query after it say together.
   *
   * @param refusal why the request was refused; null when it was taken, without a change of funds
   */
  static RefundOutcome ofBoth(@Nullable String refusal, RefundOutcome queried) {
    if (!(queried instanceof NotFound)) {
      return queried;
    }
    // Alipay may need some seconds until a query shows a refund that it has taken.
    return refusal == null
        ? new Unknown("taken without a change of funds, and not there so far")
        : new Failed(refusal);
  }

  static RefundOutcome ofQuery(
      ChannelRefund refund, AlipayAnswer<AlipayTradeFastpayRefundQueryResponse> answer) {
    if (!answer.isSuccess()) {
      return answer.isRefusal(AlipayAnswers.TRADE_NOT_EXIST)
          ? new NotFound()
          : new Unknown(answer.codes());
    }
    AlipayTradeFastpayRefundQueryResponse response = answer.response();
    String status = response.getRefundStatus();
    if (status == null || status.isEmpty()) {
      // Not there, or given up: either way it may be asked for again under its number.
      return new NotFound();
    }
    if (!refund.attemptNo().equals(response.getOutTradeNo())
        || !refund.refundNo().equals(response.getOutRequestNo())) {
      return new Unknown("query answered for another refund");
    }
    Optional<Money> amount = AlipayFormat.money(response.getRefundAmount());
    return status.equals("REFUND_SUCCESS") && amount.isPresent()
        ? new Succeeded(null, amount.get(), AlipayFormat.instant(response.getGmtRefundPay()))
        : new Unknown("refund status or amount that cannot be read");
  }
}
