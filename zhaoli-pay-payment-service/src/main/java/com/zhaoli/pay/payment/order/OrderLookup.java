package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.payment.order.internal.PaymentStore;
import org.springframework.stereotype.Component;

/** Looks orders at channels up by the numbers that the channels know. */
@Component
public class OrderLookup {
  private final PaymentStore store;

  OrderLookup(PaymentStore store) {
    this.store = store;
  }

  /**
   * The order with this number, whosever it is.
   *
   * @throws IllegalStateException when there is none: the caller has it from our own books
   */
  public AttemptBO attempt(String attemptNo) {
    return store
        .findByAttempt(attemptNo)
        .map(PaymentBO::requireAttempt)
        .orElseThrow(() -> new IllegalStateException("there is no order " + attemptNo));
  }
}
