package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.outbox.Outbox;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The refund side of a payment's books. Money is set aside before a channel hears of a refund, so
 * that all refunds together never give back more than was paid, however many come at a time.
 * Everything here happens in the caller's transaction.
 */
@Component
public class PaymentBooks {
  private final PaymentStore store;
  private final Outbox outbox;

  PaymentBooks(PaymentStore store, Outbox outbox) {
    this.store = store;
    this.outbox = outbox;
  }

  /**
   * Sets money of an order aside; false when the payment has not so much left to give back, or was
   * not paid by this order.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean reserve(
      String merchantNo, String paymentNo, String attemptNo, Money amount, Instant now) {
    return store.reserveRefund(merchantNo, paymentNo, attemptNo, amount.fen(), now);
  }

  /**
   * Locks the payment to the end of the transaction: before anything else of a refund is changed.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(String merchantNo, String paymentNo) {
    store.lockVersion(merchantNo, paymentNo);
  }

  /** Books that money which was set aside is back, and tells of it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void refunded(
      String merchantNo, String paymentNo, PaymentEvent.Refund refund, Instant now) {
    store.bookRefund(merchantNo, paymentNo, refund.amount().fen(), 0, now);
    tell(merchantNo, paymentNo, EventType.REFUND_SUCCEEDED, refund, now);
  }

  /** Frees money that was set aside for a refund that failed, and tells of it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void notRefunded(
      String merchantNo, String paymentNo, PaymentEvent.Refund refund, Instant now) {
    store.bookRefund(merchantNo, paymentNo, 0, refund.amount().fen(), now);
    tell(merchantNo, paymentNo, EventType.REFUND_FAILED, refund, now);
  }

  /** Tells that money which is not of the payment's books is back. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void surplusReturned(
      String merchantNo, String paymentNo, PaymentEvent.Refund refund, Instant now) {
    store.countEvent(merchantNo, paymentNo, now);
    tell(merchantNo, paymentNo, EventType.REFUND_SUCCEEDED, refund, now);
  }

  /** Keeps on record by which refund money that is not of the books goes back, now another one. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void surplusReturnsBy(
      String merchantNo, String attemptNo, String refusedRefundNo, String refundNo) {
    store.replaceAnomalyRefund(merchantNo, attemptNo, refusedRefundNo, refundNo);
  }

  private void tell(
      String merchantNo,
      String paymentNo,
      EventType type,
      PaymentEvent.Refund refund,
      Instant now) {
    PaymentBO payment = store.find(merchantNo, paymentNo).orElseThrow();
    outbox.append(
        PaymentEvents.of(
            payment,
            type,
            payment.eventVersion(),
            payment.status(),
            payment.channel(),
            payment.channelTradeNo(),
            payment.paidAt(),
            refund,
            now));
  }
}
