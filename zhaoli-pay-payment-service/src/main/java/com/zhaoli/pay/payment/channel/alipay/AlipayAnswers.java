package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.response.AlipayTradeCreateResponse;
import com.alipay.api.response.AlipayTradePayResponse;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Alipay's answers about orders mean. A code that is not listed here is an unknown outcome.
 */
final class AlipayAnswers {
  static final String TRADE_NOT_EXIST = "ACQ.TRADE_NOT_EXIST";

  private static final String TRADE_HAS_CLOSE = "ACQ.TRADE_HAS_CLOSE";

  /**
   * Refusals that Alipay documents as final for the request: nothing was paid, and the same request
   * would be refused again.
   *
   * <p>Not among them, though they too are refusals: what says that there is a trade of this number
   * already (TRADE_HAS_SUCCESS, CONTEXT_INCONSISTENT, TRADE_BUYER_NOT_MATCH), since that trade may
   * be paid; PULL_MOBILE_CASHIER_FAIL, after which the trade waits for its payer; and SYSTEM_ERROR,
   * which Alipay itself calls unknown.
   */
  private static final Set<String> REFUSALS =
      Set.of(
          "ACQ.INVALID_PARAMETER",
          "ACQ.ACCESS_FORBIDDEN",
          "ACQ.EXIST_FORBIDDEN_WORD",
          "ACQ.PARTNER_ERROR",
          "ACQ.TOTAL_FEE_EXCEED",
          "ACQ.BUYER_SELLER_EQUAL",
          "ACQ.BUYER_ENABLE_STATUS_FORBID",
          "ACQ.SELLER_BEEN_BLOCKED",
          "ACQ.SELLER_BALANCE_NOT_ENOUGH",
          "ACQ.RISK_MERCHANT_IP_NOT_EXIST",
          "ACQ.MERCHANT_STATUS_NOT_NORMAL",
          "ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT",
          "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT",
          "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT",
          "ACQ.SUB_MERCHANT_CREATE_FAIL",
          // Of barcodes and their payers.
          "ACQ.PAYMENT_AUTH_CODE_INVALID",
          "ACQ.SOUNDWAVE_PARSER_FAIL",
          "ACQ.BUYER_BALANCE_NOT_ENOUGH",
          "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
          "ACQ.ERROR_BALANCE_PAYMENT_DISABLE",
          "ACQ.MOBILE_PAYMENT_SWITCH_OFF",
          "ACQ.USER_FACE_PAYMENT_SWITCH_OFF",
          "ACQ.PAYMENT_FAIL",
          "ACQ.PAYMENT_REQUEST_HAS_RISK",
          "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE",
          "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
          "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
          "ACQ.BEYOND_PAY_RESTRICTION",
          "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
          "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
          "ACQ.INVALID_STORE_ID");

  private AlipayAnswers() {}

  static ChannelOutcome ofPrecreate(
      ChannelOrder order, AlipayAnswer<AlipayTradePrecreateResponse> answer) {
    if (!answer.isSuccess()) {
      return ofFailure(answer);
    }
    String code = answer.response().getQrCode();
    return isOfOrder(order, answer.response().getOutTradeNo()) && code != null && !code.isBlank()
        ? new CodeIssued(code)
        : new Unknown("precreate succeeded without a code for this order");
  }

  static ChannelOutcome ofCreate(
      ChannelOrder order, AlipayAnswer<AlipayTradeCreateResponse> answer) {
    if (!answer.isSuccess()) {
      return ofFailure(answer);
    }
    String tradeNo = answer.response().getTradeNo();
    return isOfOrder(order, answer.response().getOutTradeNo())
            && tradeNo != null
            && !tradeNo.isBlank()
        ? new ParamsIssued(Map.of("tradeNO", tradeNo))
        : new Unknown("create succeeded without a trade for this order");
  }

  static ChannelOutcome ofBarcode(ChannelOrder order, AlipayAnswer<AlipayTradePayResponse> answer) {
    if (answer.isPayerAsked()) {
      return new NotPaid();
    }
    if (!answer.isSuccess()) {
      return ofFailure(answer);
    }
    AlipayTradePayResponse response = answer.response();
    return isOfOrder(order, response.getOutTradeNo())
        ? paid(
            response.getTradeNo(),
            response.getTotalAmount(),
            AlipayFormat.instant(response.getGmtPayment()))
        : new Unknown("pay succeeded for another order");
  }

  static ChannelOutcome ofQuery(ChannelOrder order, AlipayAnswer<AlipayTradeQueryResponse> answer) {
    if (!answer.isSuccess()) {
      // A payer who has not scanned the code yet has no trade at Alipay.
      return answer.isRefusal(TRADE_NOT_EXIST) ? new NotPaid() : new Unknown(answer.codes());
    }
    AlipayTradeQueryResponse response = answer.response();
    if (!isOfOrder(order, response.getOutTradeNo())) {
      return new Unknown("query answered for another order");
    }
    Instant paidAt = AlipayFormat.instant(response.getSendPayDate());
    return ofTrade(
        response.getTradeStatus(),
        response.getTradeNo(),
        response.getTotalAmount(),
        paidAt,
        // A barcode payment that was paid and is closed was undone: by us, if we missed the answer
        // to that. To call it paid now would give away goods for money that went back. Where
        // nothing is undone, a closed trade that was paid has been refunded, and stays paid.
        order.method() == PaymentMethod.BARCODE);
  }

  /**
   * The state of a trade, from a query or from a notice.
   *
   * @param paidAt when it was paid, if it ever was: a trade is closed by time, and also by being
   *     refunded whole
   * @param undoneIfClosed whether the closing of a trade that was paid is its undoing
   */
  static ChannelOutcome ofTrade(
      @Nullable String status,
      @Nullable String tradeNo,
      @Nullable String totalAmount,
      @Nullable Instant paidAt,
      boolean undoneIfClosed) {
    if (status == null) {
      return new Unknown("no trade status");
    }
    return switch (status) {
      case "WAIT_BUYER_PAY" -> new NotPaid();
      case "TRADE_CLOSED" ->
          paidAt == null || undoneIfClosed ? new Closed() : paid(tradeNo, totalAmount, paidAt);
      case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(tradeNo, totalAmount, paidAt);
      default -> new Unknown("trade status that is not known here");
    };
  }

  private static ChannelOutcome paid(
      @Nullable String tradeNo, @Nullable String totalAmount, @Nullable Instant paidAt) {
    Optional<Money> amount = AlipayFormat.money(totalAmount);
    if (tradeNo == null || tradeNo.isBlank() || amount.isEmpty()) {
      return new Unknown("paid, but trade number or amount is missing or cannot be read");
    }
    return new Succeeded(tradeNo, amount.get(), paidAt);
  }

  private static ChannelOutcome ofFailure(AlipayAnswer<?> answer) {
    String code = answer.refusal();
    if (code != null && code.equals(TRADE_HAS_CLOSE)) {
      return new Closed();
    }
    return code != null && REFUSALS.contains(code)
        ? new Declined(code)
        : new Unknown(answer.codes());
  }

  static boolean isOfOrder(ChannelOrder order, @Nullable String outTradeNo) {
    return order.attemptNo().equals(outTradeNo);
  }
}
