package com.zhaoli.pay.payment.channel.voucher;

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
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import java.util.Map;
import java.util.Set;

/**
 * What the channel's words mean. All that is not listed here is unknown, and so is an answer that
 * is about something else than what was asked.
 */
final class VoucherOutcomes {
  static final String ORDER_NOT_FOUND = "ORDER_NOT_FOUND";
  static final String ORDER_PAID = "ORDER_PAID";
  static final String ORDER_CLOSED = "ORDER_CLOSED";
  static final String REFUND_NOT_FOUND = "REFUND_NOT_FOUND";

  /** After these the channel has taken no money by this number, and will not. */
  private static final Set<String> PAY_REFUSALS =
      Set.of("APP_DISABLED", "BARCODE_INVALID", "PAYER_REFUSED");

  private static final Set<String> REVERSE_REFUSALS = Set.of("APP_DISABLED", "TOO_LATE");

  /**
   * After these the channel has no refund of this number: it looks for the number first, and
   * answers with the refund that it finds.
   */
  private static final Set<String> REFUND_REFUSALS =
      Set.of("APP_DISABLED", "AMOUNT_TOO_LARGE", "BALANCE_TOO_LOW", ORDER_NOT_FOUND);

  private VoucherOutcomes() {}

  static ChannelOutcome ofOpening(ChannelOrder order, VoucherAnswer answer) {
    if (answer.code().equals(ORDER_CLOSED)) {
      return new Closed();
    }
    if (PAY_REFUSALS.contains(answer.code())) {
      return new Declined(answer.code());
    }
    String payUrl = answer.text("payUrl");
    if (!answer.isOk() || !answer.names("orderNo", order.attemptNo()) || payUrl == null) {
      // Among them ORDER_PAID: the query has the amount and the trade number, this has not.
      return new Unknown(answer.unexplained());
    }
    return order.method() == PaymentMethod.NATIVE
        ? new CodeIssued(payUrl)
        : new ParamsIssued(Map.of(ParamsIssued.PAY_URL, payUrl));
  }

  static ChannelOutcome ofCharge(ChannelOrder order, VoucherAnswer answer) {
    return PAY_REFUSALS.contains(answer.code())
        ? new Declined(answer.code())
        : ofOrder(order.attemptNo(), answer);
  }

  static ChannelOutcome ofQuery(ChannelOrder order, VoucherAnswer answer) {
    return answer.code().equals(ORDER_NOT_FOUND)
        ? new NotPaid()
        : ofOrder(order.attemptNo(), answer);
  }

  /** An order as an answer or a callback tells of it. */
  static ChannelOutcome ofOrder(String attemptNo, VoucherAnswer answer) {
    if (!answer.isOk()) {
      return new Unknown(answer.unexplained());
    }
    if (!answer.names("orderNo", attemptNo)) {
      return new Unknown("about another order");
    }
    return switch (String.valueOf(answer.text("state"))) {
      case "WAITING" -> new NotPaid();
      case "CLOSED", "REVERSED" -> new Closed();
      case "PAID" -> paid(answer);
      default -> new Unknown("a state that is not known here");
    };
  }

  /** The amount is what the channel says, so that a wrong one is noticed. */
  private static ChannelOutcome paid(VoucherAnswer answer) {
    String tradeNo = answer.text("tradeNo");
    Money amount = answer.fen("amount");
    return tradeNo == null || amount == null
        ? new Unknown("paid, without trade number or amount")
        : new Succeeded(tradeNo, amount, answer.time("paidAt"));
  }

  static CloseOutcome ofClose(ChannelOrder order, VoucherAnswer answer) {
    if (answer.isOk() && answer.names("orderNo", order.attemptNo())) {
      return new CloseOutcome.Closed();
    }
    return switch (answer.code()) {
      case ORDER_CLOSED -> new CloseOutcome.Closed();
      case ORDER_PAID -> new CloseOutcome.AlreadyPaid();
      case ORDER_NOT_FOUND -> new CloseOutcome.NotFound();
      default -> new CloseOutcome.Unknown(answer.unexplained());
    };
  }

  static ReverseOutcome ofReverse(ChannelOrder order, VoucherAnswer answer) {
    if (answer.isOk() && answer.names("orderNo", order.attemptNo())) {
      return new ReverseOutcome.Reversed();
    }
    if (REVERSE_REFUSALS.contains(answer.code())) {
      return new ReverseOutcome.Refused(answer.code());
    }
    return switch (answer.code()) {
      case ORDER_CLOSED -> new ReverseOutcome.Reversed();
      case ORDER_NOT_FOUND -> new ReverseOutcome.NotFound();
      default -> new ReverseOutcome.Unknown(answer.unexplained());
    };
  }

  static RefundOutcome ofRefundMade(ChannelRefund asked, VoucherAnswer answer) {
    if (REFUND_REFUSALS.contains(answer.code())) {
      return new RefundOutcome.Failed(answer.code());
    }
    // Another amount under this number is another refund than the one that was asked for.
    return answer.isOk() && !asked.amount().equals(answer.fen("amount"))
        ? new RefundOutcome.Unknown("the refund of this number is over another amount")
        : ofRefund(asked.attemptNo(), asked.refundNo(), answer);
  }

  static RefundOutcome ofRefundQuery(ChannelRefund asked, VoucherAnswer answer) {
    return answer.code().equals(REFUND_NOT_FOUND)
        ? new RefundOutcome.NotFound()
        : ofRefund(asked.attemptNo(), asked.refundNo(), answer);
  }

  /** A refund as an answer or a callback tells of it. */
  static RefundOutcome ofRefund(String attemptNo, String refundNo, VoucherAnswer answer) {
    if (!answer.isOk()) {
      return new RefundOutcome.Unknown(answer.unexplained());
    }
    if (!answer.names("orderNo", attemptNo) || !answer.names("refundNo", refundNo)) {
      return new RefundOutcome.Unknown("about another refund");
    }
    return switch (String.valueOf(answer.text("state"))) {
      case "PROCESSING" -> new RefundOutcome.Processing();
      case "FAILED" -> new RefundOutcome.Failed("FAILED");
      case "DONE" -> refunded(answer);
      default -> new RefundOutcome.Unknown("a state that is not known here");
    };
  }

  private static RefundOutcome refunded(VoucherAnswer answer) {
    Money amount = answer.fen("amount");
    return amount == null
        ? new RefundOutcome.Unknown("refunded, without the amount")
        : new RefundOutcome.Succeeded(answer.text("tradeNo"), amount, answer.time("doneAt"));
  }
}
