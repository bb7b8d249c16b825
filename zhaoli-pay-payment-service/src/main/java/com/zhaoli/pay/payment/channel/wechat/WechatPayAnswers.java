package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.model.TransactionAmount;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What WeChat Pay's answers mean. A code that is not listed here is an unknown outcome. */
final class WechatPayAnswers {
  /** Refusals after which no order exists and the same request would be refused again. */
  private static final Set<String> REFUSALS =
      Set.of(
          "PARAM_ERROR",
          "INVALID_REQUEST",
          "APPID_MCHID_NOT_MATCH",
          "MCH_NOT_EXISTS",
          "NO_AUTH",
          "RULE_LIMIT",
          "ACCOUNT_ERROR",
          "TRADE_ERROR");

  private WechatPayAnswers() {}

  /**
   * What an error to prepay means. The SDK does not verify signatures of errors; what protects them
   * is TLS alone.
   */
  static ChannelOutcome ofPayFailure(int httpStatus, @Nullable String code) {
    if (code != null && httpStatus >= 400 && httpStatus < 500) {
      if (REFUSALS.contains(code)) {
        return new Declined(code);
      }
      if (code.equals("ORDER_CLOSED")) {
        return new Closed();
      }
    }
    return new Unknown("HTTP " + httpStatus + " " + code);
  }

  static ChannelOutcome ofQueryFailure(int httpStatus, @Nullable String code) {
    // ORDERNOTEXIST is how older answers spell it.
    return httpStatus == 404 && ("ORDER_NOT_EXIST".equals(code) || "ORDERNOTEXIST".equals(code))
        ? new NotPaid()
        : new Unknown("HTTP " + httpStatus + " " + code);
  }

  /** The state of a transaction, from a query or from a notice. */
  static ChannelOutcome ofTransaction(Transaction transaction) {
    // A state that the SDK does not know arrives as null.
    Transaction.@Nullable TradeStateEnum state = transaction.getTradeState();
    if (state == null) {
      return new Unknown("trade state that is not known here");
    }
    return switch (state) {
      // Refunded money was paid first.
      case SUCCESS, REFUND -> paid(transaction);
      case NOTPAY, USERPAYING, ACCEPT -> new NotPaid();
      case CLOSED, REVOKED -> new Closed();
      case PAYERROR -> new Declined("PAYERROR");
    };
  }

  private static ChannelOutcome paid(Transaction transaction) {
    @Nullable String tradeNo = transaction.getTransactionId();
    @Nullable TransactionAmount amount = transaction.getAmount();
    @Nullable Integer total = amount == null ? null : amount.getTotal();
    if (tradeNo == null || tradeNo.isBlank() || total == null || total < 0) {
      return new Unknown("paid, but transaction id or amount is missing");
    }
    return new Succeeded(tradeNo, new Money(total), time(transaction.getSuccessTime()));
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
