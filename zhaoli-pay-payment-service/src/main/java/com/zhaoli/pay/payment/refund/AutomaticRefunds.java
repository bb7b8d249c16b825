package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.SurplusRefunds;
import com.zhaoli.pay.payment.refund.internal.RefundStore;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Records that surplus money goes back; the sync, which is due at once, sends it. */
@Component
class AutomaticRefunds implements SurplusRefunds {
  private static final String REASON = "订单已结束，自动退款";

  private final RefundStore store;

  AutomaticRefunds(RefundStore store) {
    this.store = store;
  }

  @Override
  public String begin(PaymentBO payment, String channelTradeNo, Instant now) {
    AttemptBO attempt = payment.requireAttempt();
    String refundNo = Ids.withPrefix("ref_");
    store.insert(
        new RefundBO(
            refundNo,
            payment.paymentNo(),
            attempt.attemptNo(),
            payment.merchantNo(),
            refundNo,
            RefundOrigin.AUTO,
            attempt.channel(),
            attempt.channelAccountNo(),
            attempt.amount(),
            REASON,
            RefundStatus.PROCESSING,
            null,
            null,
            now,
            null,
            null,
            null),
        now);
    return refundNo;
  }
}
