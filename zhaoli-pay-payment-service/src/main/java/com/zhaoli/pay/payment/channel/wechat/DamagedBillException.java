package com.zhaoli.pay.payment.channel.wechat;

/** A bill is not what it should be. The message quotes nothing of it. */
final class DamagedBillException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedBillException(String message) {
    super(message);
  }
}
