package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;

/**
 * All that a bill says of one number. Rows of what took place outweigh others, since a bill may
 * tell of a refund first that it is on its way and then that it is through; rows of equal weight
 * add up, so that a doubled row shows as a doubled amount.
 *
 * @param rows how many there are of this number
 */
record BillEntry(
    Kind subject,
    String entryNo,
    String attemptNo,
    String channelTradeNo,
    Money amount,
    RowStatus status,
    long rows) {

  static BillEntry of(StagedRow row) {
    return new BillEntry(
        row.subject(),
        row.entryNo(),
        row.attemptNo(),
        row.channelTradeNo(),
        row.amount(),
        row.status(),
        1);
  }

  /** Whether this is an order's money that went back without a refund. */
  boolean isReversal() {
    return subject == Kind.REFUND && entryNo.equals(attemptNo);
  }

  boolean isOf(StagedRow row) {
    return subject == row.subject() && entryNo.equals(row.entryNo());
  }

  BillEntry plus(StagedRow row) {
    int weight = Integer.compare(weight(row.status()), weight(status));
    if (weight > 0) {
      BillEntry other = of(row);
      return new BillEntry(
          subject,
          entryNo,
          other.attemptNo,
          other.channelTradeNo,
          other.amount,
          other.status,
          rows + 1);
    }
    Money sum = weight == 0 ? amount.plus(row.amount()) : amount;
    return new BillEntry(subject, entryNo, attemptNo, channelTradeNo, sum, status, rows + 1);
  }

  private static int weight(RowStatus status) {
    return switch (status) {
      case SUCCEEDED -> 2;
      case PROCESSING -> 1;
      case FAILED -> 0;
    };
  }
}
