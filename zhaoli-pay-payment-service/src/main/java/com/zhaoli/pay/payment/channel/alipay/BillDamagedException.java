package com.zhaoli.pay.payment.channel.alipay;

/** A bill is not what a bill should be. The message quotes nothing of it. */
final class BillDamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  BillDamagedException(String message) {
    super(message);
  }
}
