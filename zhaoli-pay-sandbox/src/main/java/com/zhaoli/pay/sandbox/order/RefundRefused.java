package com.zhaoli.pay.sandbox.order;

/** A refund that the channels' common rules forbid; each channel has its own words for it. */
public final class RefundRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands against the refund. */
  public enum Reason {
    /** There is nothing to give back: the order is not paid, or was reversed. */
    NOT_PAID,
    /** This number was used with another amount. */
    OTHER_AMOUNT,
    /** This number was used for another order. */
    OTHER_ORDER,
    /** More than what is left of the payment. */
    TOO_MUCH,
    /** The order has as many refunds as one may have. */
    TOO_MANY,
    /** The order was refunded in parts already, so it cannot be undone as a whole. */
    PARTLY_REFUNDED
  }

  private final Reason reason;

  RefundRefused(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
