package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.client.payment.PosPayment;
import com.zhaoli.pay.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a payment makes of its trade.
 *
 * @param payment what is taken over from it
 */
public record TradeDecision(
    TradeStatus status, @Nullable String failureCode, @Nullable PosPayment payment) {

  /** The trade was refused before there was a payment. */
  static TradeDecision refused(String code) {
    return new TradeDecision(TradeStatus.FAILED, code, null);
  }

  /**
   * The trade's state, given its payment's.
   *
   * @throws IllegalArgumentException for a state that is not known here: it decides nothing
   */
  static TradeDecision of(TradeBO trade, PosPayment payment) {
    return switch (payment.status()) {
      case "CREATED", "PAYING" -> open(trade, payment);
      case "SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED" -> paid(trade, payment);
      case "REVERSED" -> new TradeDecision(TradeStatus.REVERSED, null, payment);
      case "CLOSED" ->
          payment.withdrawn()
              ? new TradeDecision(TradeStatus.FAILED, FailureCodes.NOT_SENT, null)
              : new TradeDecision(TradeStatus.CLOSED, null, payment);
      case "FAILED" -> new TradeDecision(TradeStatus.FAILED, failure(payment), payment);
      default -> throw new IllegalArgumentException("not a payment's status: " + payment.status());
    };
  }

  private static TradeDecision open(TradeBO trade, PosPayment payment) {
    TradeStatus status =
        trade.undoWanted() || payment.undoing() ? TradeStatus.REVERSING : TradeStatus.PAYING;
    // What stands for a sale that never came to be is no payment of the trade.
    return new TradeDecision(status, null, payment.withdrawn() ? null : payment);
  }

  /** The money was taken. Where it is to go back, that is the end only when the channel says so. */
  private static TradeDecision paid(TradeBO trade, PosPayment payment) {
    if (payment.undoing() || (trade.undoWanted() && !trade.undoHeard())) {
      return new TradeDecision(TradeStatus.REVERSING, null, payment);
    }
    return new TradeDecision(
        TradeStatus.SUCCEEDED, trade.undoWanted() ? FailureCodes.REVERSAL_REFUSED : null, payment);
  }

  private static String failure(PosPayment payment) {
    String code = payment.failureCode();
    return code == null ? ErrorCode.CHANNEL_DECLINED.name() : code;
  }
}
