package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.reconcile.OwnEntry.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of bills and entries of books for tests. */
final class Entries {
  private static final String TRADE_NO = "4200001";

  private Entries() {}

  static BillRow paid(String attemptNo, long fen) {
    return new BillRow(
        Kind.PAYMENT, TRADE_NO, attemptNo, null, new Money(fen), RowStatus.SUCCEEDED, null);
  }

  static BillRow refunded(String refundNo, String attemptNo, long fen) {
    return refund(refundNo, attemptNo, fen, RowStatus.SUCCEEDED);
  }

  static BillRow refund(@Nullable String refundNo, String attemptNo, long fen, RowStatus status) {
    return new BillRow(Kind.REFUND, TRADE_NO, attemptNo, refundNo, new Money(fen), status, null);
  }

  static BillEntry entry(BillRow row) {
    return BillEntry.of(StagedRow.of(row, 1));
  }

  static OwnEntry own(Kind subject, String entryNo, long fen, State state, @Nullable Instant at) {
    return new OwnEntry(
        subject, entryNo, "mch_1", entryNo, null, new Money(fen), state, state.name(), at);
  }
}
