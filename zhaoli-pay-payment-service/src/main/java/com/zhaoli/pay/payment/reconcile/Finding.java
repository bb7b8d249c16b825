package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A difference as a comparison found it.
 *
 * @param waitFor the day whose bill may still hold it; null: it is open
 */
public record Finding(
    DifferenceKind kind,
    Kind subject,
    String entryNo,
    String attemptNo,
    @Nullable String merchantNo,
    @Nullable String channelTradeNo,
    long billRows,
    @Nullable Long billFen,
    @Nullable String billStatus,
    @Nullable Long ownFen,
    @Nullable String ownStatus,
    @Nullable BusinessDay waitFor) {

  static Finding of(DifferenceKind kind, BillEntry bill, @Nullable OwnEntry own) {
    return new Finding(
        kind,
        bill.subject(),
        bill.entryNo(),
        bill.attemptNo(),
        own == null ? null : own.merchantNo(),
        bill.channelTradeNo().isEmpty() ? null : bill.channelTradeNo(),
        bill.rows(),
        bill.amount().fen(),
        bill.status().name(),
        own == null ? null : own.amount().fen(),
        own == null ? null : own.status(),
        null);
  }

  static Finding missingThere(OwnEntry own, @Nullable BusinessDay waitFor) {
    return new Finding(
        DifferenceKind.MISSING_THERE,
        own.subject(),
        own.entryNo(),
        own.attemptNo(),
        own.merchantNo(),
        own.channelTradeNo(),
        0,
        null,
        null,
        own.amount().fen(),
        own.status(),
        waitFor);
  }
}
