package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.model.Transaction.TradeStateEnum;
import com.wechat.pay.java.service.payments.model.TransactionAmount;
import com.wechat.pay.java.service.refund.model.Status;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the states in WeChat Pay's answers and notices mean. One that is not listed here is an
 * unknown outcome.
 */
final class WechatPayAnswers {
  private WechatPayAnswers() {}

  /** The state of a transaction, in an answer. */
  static ChannelOutcome ofTransaction(Transaction transaction) {
    @Nullable TransactionAmount amount = transaction.getAmount();
    @Nullable Integer total = amount == null ? null : amount.getTotal();
    return ofState(
        transaction.getTradeState(),
        transaction.getTransactionId(),
        total == null ? null : total.longValue(),
        transaction.getSuccessTime());
  }

  /**
   * The state of a transaction.
   *
   * @param state null for one that the SDK does not know
   */
  static ChannelOutcome ofState(
      @Nullable TradeStateEnum state,
      @Nullable String tradeNo,
      @Nullable Long totalFen,
      @Nullable String successTime) {
    if (state == null) {
      return new Unknown("trade state that is not known here");
    }
    return switch (state) {
      // Refunded money was paid first.
      case SUCCESS, REFUND -> paid(tradeNo, totalFen, successTime);
      case NOTPAY, USERPAYING, ACCEPT -> new NotPaid();
      case CLOSED, REVOKED -> new Closed();
      // Of barcode payments only: the code is used up, so nobody can pay any more.
      case PAYERROR -> new Declined("PAYERROR");
    };
  }

  private static ChannelOutcome paid(
      @Nullable String tradeNo, @Nullable Long totalFen, @Nullable String successTime) {
    if (tradeNo == null || tradeNo.isBlank() || totalFen == null || totalFen < 0) {
      return new Unknown("paid, but transaction id or amount is missing");
    }
    return new Succeeded(tradeNo, new Money(totalFen), time(successTime));
  }

  /**
   * The state of a refund.
   *
   * @param state null for one that the SDK does not know
   */
  static RefundOutcome ofRefund(
      @Nullable Status state,
      @Nullable String refundId,
      @Nullable Long refundFen,
      @Nullable String successTime) {
    if (state == null) {
      return new RefundOutcome.Unknown("refund state that is not known here");
    }
    return switch (state) {
      case SUCCESS ->
          refundFen == null || refundFen < 0
              ? new RefundOutcome.Unknown("refunded, but the amount is missing")
              : new RefundOutcome.Succeeded(refundId, new Money(refundFen), time(successTime));
      case PROCESSING -> new RefundOutcome.Processing();
      // The payer's bank did not take it. WeChat Pay goes on with the same refund once people at
      // its
      // desk, or its API for that, say how; to call it failed would set the money free twice.
      case ABNORMAL -> new RefundOutcome.Processing();
      case CLOSED -> new RefundOutcome.Failed(state.name());
    };
  }

  private static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
