package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.refund.model.Amount;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome.Failed;
import com.zhaoli.pay.payment.channel.RefundOutcome.NotFound;
import com.zhaoli.pay.payment.channel.RefundOutcome.Unknown;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives money back and asks what became of it. */
final class WechatPayRefunds {
  /** Longer ones are refused. */
  private static final int MAX_REASON_LENGTH = 80;

  /** Refusals that the same request would meet again. */
  private static final Set<String> REFUSALS =
      Set.of(
          "NOT_ENOUGH",
          "NO_AUTH",
          "PARAM_ERROR",
          "INVALID_REQUEST",
          "RESOURCE_NOT_EXISTS",
          "USER_ACCOUNT_ABNORMAL",
          "MCH_NOT_EXISTS",
          "APPID_MCHID_NOT_MATCH",
          "RULE_LIMIT",
          "TRADE_ERROR",
          "TRADE_OVERDUE");

  /** The number is in use, so there is a refund to ask for. */
  private static final String EXISTING = "RESOURCE_ALREADY_EXISTS";

  private static final Set<String> NOT_EXISTING = Set.of("RESOURCE_NOT_EXISTS", "REFUNDNOTEXIST");
  private static final int NOT_FOUND = 404;

  private WechatPayRefunds() {}

  static RefundOutcome refund(WechatPayAccount account, ChannelRefund refund, String notifyUrl) {
    AmountReq amount = new AmountReq();
    amount.setRefund(refund.amount().fen());
    amount.setTotal(refund.paid().fen());
    amount.setCurrency("CNY");
    CreateRequest request = new CreateRequest();
    request.setOutTradeNo(refund.attemptNo());
    request.setOutRefundNo(refund.refundNo());
    request.setReason(cut(refund.reason()));
    request.setNotifyUrl(notifyUrl);
    request.setAmount(amount);
    return WechatPayCalls.answer(
        () -> outcomeOfSame(refund, account.sdk().refunds().create(request)),
        (httpStatus, code) -> refused(account, refund, httpStatus, code),
        Unknown::new);
  }

  /**
   * A refusal is believed when WeChat Pay has no refund of this number. If an earlier try of the
   * same refund went through unheard, a later one may well be refused, for the money is gone.
   */
  private static RefundOutcome refused(
      WechatPayAccount account, ChannelRefund refund, int httpStatus, @Nullable String code) {
    if (code == null
        || httpStatus < 400
        || httpStatus >= 500
        || !(REFUSALS.contains(code) || code.equals(EXISTING))) {
      return new Unknown(WechatPayCalls.unexplained(httpStatus, code));
    }
    RefundOutcome known = ask(account, refund, answer -> outcomeOfSame(refund, answer));
    if (!(known instanceof NotFound)) {
      return known;
    }
    return code.equals(EXISTING)
        ? new Unknown("said to be there, but not found")
        : new Failed(code);
  }

  static RefundOutcome query(WechatPayAccount account, ChannelRefund refund) {
    return ask(account, refund, answer -> outcome(refund, answer));
  }

  private static RefundOutcome ask(
      WechatPayAccount account,
      ChannelRefund refund,
      Function<@Nullable Refund, RefundOutcome> read) {
    QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(refund.refundNo());
    return WechatPayCalls.answer(
        () -> read.apply(account.sdk().refunds().queryByOutRefundNo(request)),
        (httpStatus, code) ->
            httpStatus == NOT_FOUND && code != null && NOT_EXISTING.contains(code)
                ? new NotFound()
                : new Unknown(WechatPayCalls.unexplained(httpStatus, code)),
        Unknown::new);
  }

  /** What is asked for is another refund than one of the same number over another amount. */
  private static RefundOutcome outcomeOfSame(ChannelRefund asked, @Nullable Refund answer) {
    @Nullable Long told = answer == null ? null : refundFen(answer);
    return told != null && told != asked.amount().fen()
        ? new Unknown("the refund of this number is over another amount")
        : outcome(asked, answer);
  }

  private static RefundOutcome outcome(ChannelRefund asked, @Nullable Refund answer) {
    if (answer == null
        || !asked.refundNo().equals(answer.getOutRefundNo())
        || !asked.attemptNo().equals(answer.getOutTradeNo())) {
      return new Unknown("answered for another refund");
    }
    return WechatPayAnswers.ofRefund(
        answer.getStatus(), answer.getRefundId(), refundFen(answer), answer.getSuccessTime());
  }

  private static @Nullable Long refundFen(Refund answer) {
    @Nullable Amount amount = answer.getAmount();
    return amount == null ? null : amount.getRefund();
  }

  private static @Nullable String cut(@Nullable String reason) {
    if (reason == null || reason.codePointCount(0, reason.length()) <= MAX_REASON_LENGTH) {
      return reason;
    }
    return reason.substring(0, reason.offsetByCodePoints(0, MAX_REASON_LENGTH));
  }
}
