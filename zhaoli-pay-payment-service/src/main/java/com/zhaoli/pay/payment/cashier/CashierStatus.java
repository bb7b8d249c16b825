package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;

/** How a payment stands in the eyes of a payer. */
public enum CashierStatus {
  PAYABLE,
  /** Its time is over, and whether money arrived at the last moment is not known yet. */
  EXPIRED,
  PAID,
  /** Paid, and given back at least in part. */
  REFUNDED,
  CLOSED,
  FAILED,
  /** Money came, and the browser that asks is not the one that opened it: it learns no more. */
  FINISHED;

  static CashierStatus of(PaymentStatus status, Instant expiresAt, Instant now, boolean owner) {
    return switch (status) {
      case CREATED, PAYING -> now.isBefore(expiresAt) ? PAYABLE : EXPIRED;
      case SUCCEEDED -> owner ? PAID : FINISHED;
      case PARTIALLY_REFUNDED, REFUNDED, REVERSED -> owner ? REFUNDED : FINISHED;
      case CLOSED -> CLOSED;
      case FAILED -> FAILED;
    };
  }
}
