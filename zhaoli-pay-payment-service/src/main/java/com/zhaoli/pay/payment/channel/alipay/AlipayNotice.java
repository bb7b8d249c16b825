package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a genuine notice tells. Alipay tells of a refund by a notice of its trade, with the total
 * that is back so far ({@code refund_fee}) and the number of the refund ({@code out_biz_no}).
 */
final class AlipayNotice {
  /** How the numbers begin that this platform gives to refunds. */
  private static final String OUR_REFUND = "ref_";

  private static final Set<String> PAID_STATES =
      Set.of("TRADE_SUCCESS", "TRADE_FINISHED", "TRADE_CLOSED");

  private final Map<String, String> fields;

  private AlipayNotice(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads the fields of a notice.
   *
   * @throws CallbackRefusedException when they cannot be read
   */
  static CallbackNotice read(Map<String, String> fields) {
    AlipayNotice notice = new AlipayNotice(fields);
    String attemptNo = fields.get("out_trade_no");
    if (attemptNo == null) {
      throw malformed("the notice names no order");
    }
    String refundNo = notice.refundNo();
    return refundNo != null && refundNo.startsWith(OUR_REFUND)
        ? new CallbackNotice.OfRefund(attemptNo, refundNo, notice.refund())
        : notice.payment(attemptNo);
  }

  private boolean isOfRefund() {
    return fields.containsKey("refund_fee");
  }

  private @Nullable String refundNo() {
    return isOfRefund() ? fields.get("out_biz_no") : null;
  }

  private CallbackNotice payment(String attemptNo) {
    String refundNo = refundNo();
    // An undone payment is refunded under the number of the order itself. Any other number is that
    // of a refund which somebody made past this platform: the trade was paid all the same.
    boolean undone =
        isOfRefund() && (refundNo == null || refundNo.isEmpty() || refundNo.equals(attemptNo));
    return new CallbackNotice.OfPayment(
        attemptNo,
        AlipayAnswers.ofTrade(
            fields.get("trade_status"),
            fields.get("trade_no"),
            fields.get("total_amount"),
            AlipayFormat.instant(fields.get("gmt_payment")),
            undone));
  }

  private RefundOutcome refund() {
    Optional<Money> back = AlipayFormat.money(fields.get("refund_fee"));
    Optional<Money> paid = AlipayFormat.money(fields.get("total_amount"));
    if (!PAID_STATES.contains(fields.getOrDefault("trade_status", ""))
        || back.isEmpty()
        || paid.isEmpty()
        || back.get().equals(Money.ZERO)
        || back.get().compareTo(paid.get()) > 0) {
      throw malformed("the notice of a refund does not hang together");
    }
    // What this refund gave back cannot be told from the total.
    return new RefundOutcome.Succeeded(null, null, AlipayFormat.instant(fields.get("gmt_refund")));
  }

  private static CallbackRefusedException malformed(String message) {
    return new CallbackRefusedException(Reason.MALFORMED, message);
  }
}
