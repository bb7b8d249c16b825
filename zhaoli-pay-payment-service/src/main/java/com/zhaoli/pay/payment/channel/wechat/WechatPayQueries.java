package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByIdRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for orders, and takes them off. The same for all ways of paying. */
final class WechatPayQueries {
  /** The second is how older answers spell it. */
  private static final Set<String> NOT_EXISTING = Set.of("ORDER_NOT_EXIST", "ORDERNOTEXIST");

  private static final Set<String> PAID = Set.of("ORDERPAID", "ORDER_PAID");
  private static final Set<String> CLOSED = Set.of("ORDER_CLOSED", "ORDERCLOSED");
  private static final int NOT_FOUND = 404;

  private WechatPayQueries() {}

  static ChannelOutcome query(WechatPayAccount account, ChannelOrder order) {
    String tradeNo = order.channelTradeNo();
    return WechatPayCalls.answer(
        () -> {
          @Nullable Transaction transaction =
              tradeNo == null ? byOurNumber(account, order) : byTheirNumber(account, tradeNo);
          return transaction != null && isOf(account, order, transaction)
              ? WechatPayAnswers.ofTransaction(transaction)
              : new Unknown("query answered for another order");
        },
        (httpStatus, code) ->
            // An order with a number of WeChat's own exists.
            tradeNo == null && isNotExisting(httpStatus, code)
                ? new NotPaid()
                : new Unknown(WechatPayCalls.unexplained(httpStatus, code)),
        Unknown::new);
  }

  static Optional<String> findAttemptNo(WechatPayAccount account, String tradeNo) {
    return WechatPayCalls.answer(
        () ->
            Optional.ofNullable(byTheirNumber(account, tradeNo))
                .filter(
                    transaction ->
                        isOf(account, transaction)
                            && tradeNo.equals(transaction.getTransactionId()))
                .map(Transaction::getOutTradeNo),
        (httpStatus, code) -> Optional.empty(),
        reason -> Optional.empty());
  }

  static CloseOutcome close(WechatPayAccount account, ChannelOrder order) {
    CloseOrderRequest request = new CloseOrderRequest();
    request.setMchid(account.mchId());
    request.setOutTradeNo(order.attemptNo());
    return WechatPayCalls.answer(
        () -> {
          account.sdk().nativePay().closeOrder(request);
          return new CloseOutcome.Closed();
        },
        WechatPayQueries::closeRefused,
        CloseOutcome.Unknown::new);
  }

  private static CloseOutcome closeRefused(int httpStatus, @Nullable String code) {
    if (isNotExisting(httpStatus, code)) {
      return new CloseOutcome.NotFound();
    }
    if (code != null && httpStatus >= 400 && httpStatus < 500) {
      if (PAID.contains(code)) {
        return new CloseOutcome.AlreadyPaid();
      }
      if (CLOSED.contains(code)) {
        return new CloseOutcome.Closed();
      }
    }
    return new CloseOutcome.Unknown(WechatPayCalls.unexplained(httpStatus, code));
  }

  private static @Nullable Transaction byOurNumber(WechatPayAccount account, ChannelOrder order) {
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(account.mchId());
    request.setOutTradeNo(order.attemptNo());
    return account.sdk().nativePay().queryOrderByOutTradeNo(request);
  }

  private static @Nullable Transaction byTheirNumber(WechatPayAccount account, String tradeNo) {
    QueryOrderByIdRequest request = new QueryOrderByIdRequest();
    request.setMchid(account.mchId());
    request.setTransactionId(tradeNo);
    return account.sdk().nativePay().queryOrderById(request);
  }

  private static boolean isNotExisting(int httpStatus, @Nullable String code) {
    return httpStatus == NOT_FOUND && code != null && NOT_EXISTING.contains(code);
  }

  /** Whether this transaction is this order, of this account. */
  static boolean isOf(WechatPayAccount account, ChannelOrder order, Transaction transaction) {
    return isOf(account, transaction) && order.attemptNo().equals(transaction.getOutTradeNo());
  }

  private static boolean isOf(WechatPayAccount account, Transaction transaction) {
    return account.mchId().equals(transaction.getMchid())
        && account.appId().equals(transaction.getAppid());
  }
}
