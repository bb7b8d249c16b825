package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.response.AlipayTradeCancelResponse;
import com.alipay.api.response.AlipayTradeCloseResponse;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import java.util.Optional;
import java.util.Set;

/** What Alipay's answers to closing and undoing mean. A code that is not listed is unknown. */
final class AlipayEndings {

  /** The trade does not wait for its payer: it is paid, or closed. A query tells which. */
  private static final Set<String> NOT_WAITING =
      Set.of(
          "ACQ.TRADE_STATUS_ERROR",
          "ACQ.REASON_TRADE_STATUS_INVALID",
          "ACQ.REASON_ILLEGAL_STATUS",
          "ACQ.TRADE_HAS_CLOSE",
          "ACQ.TRADE_HAS_SUCCESS",
          "ACQ.TRADE_HAS_FINISHED");

  /**
   * Too late, or a kind of trade that is never undone. A seller without enough money
   * (SELLER_BALANCE_NOT_ENOUGH) and a trade that is frozen (REASON_TRADE_BEEN_FREEZEN) are not
   * among them: those pass.
   */
  private static final Set<String> NEVER_UNDONE =
      Set.of(
          "ACQ.TRADE_CANCEL_TIME_OUT",
          "ACQ.TRADE_HAS_FINISHED",
          "ACQ.CANCEL_NOT_ALLOWED",
          "ACQ.REASON_TRADE_REFUND_FEE_ERR");

  private AlipayEndings() {}

  /** Empty when the trade is past waiting: ask for its state, and see {@link #ofState}. */
  static Optional<CloseOutcome> ofClose(
      ChannelOrder order, AlipayAnswer<AlipayTradeCloseResponse> answer) {
    if (answer.isSuccess()) {
      return Optional.of(
          AlipayAnswers.isOfOrder(order, answer.response().getOutTradeNo())
              ? new CloseOutcome.Closed()
              : new CloseOutcome.Unknown("close answered for another order"));
    }
    String code = answer.refusal();
    if (code != null && NOT_WAITING.contains(code)) {
      return Optional.empty();
    }
    return Optional.of(
        AlipayAnswers.TRADE_NOT_EXIST.equals(code)
            ? new CloseOutcome.NotFound()
            : new CloseOutcome.Unknown(answer.codes()));
  }

  static CloseOutcome ofState(ChannelOutcome state) {
    if (state instanceof ChannelOutcome.Succeeded) {
      return new CloseOutcome.AlreadyPaid();
    }
    return state instanceof ChannelOutcome.Closed
        ? new CloseOutcome.Closed()
        : new CloseOutcome.Unknown("refused as not waiting, but its state is not clear");
  }

  static ReverseOutcome ofCancel(
      ChannelOrder order, AlipayAnswer<AlipayTradeCancelResponse> answer) {
    AlipayTradeCancelResponse response = answer.response();
    if (!answer.isSuccess()) {
      String code = answer.refusal();
      if (code != null && NEVER_UNDONE.contains(code)) {
        return new ReverseOutcome.Refused(code);
      }
      return AlipayAnswers.TRADE_NOT_EXIST.equals(code)
          ? new ReverseOutcome.NotFound()
          : new ReverseOutcome.Unknown(answer.codes());
    }
    if (!AlipayAnswers.isOfOrder(order, response.getOutTradeNo())) {
      return new ReverseOutcome.Unknown("cancel answered for another order");
    }
    if (!"N".equals(response.getRetryFlag())) {
      return new ReverseOutcome.Unknown("cancel is to be asked for again");
    }
    String action = response.getAction();
    if (action == null || action.isEmpty()) {
      // Alipay names no action when it found no trade.
      return new ReverseOutcome.NotFound();
    }
    return action.equals("close") || action.equals("refund")
        ? new ReverseOutcome.Reversed()
        : new ReverseOutcome.Unknown("cancel did something that is not known here");
  }
}
