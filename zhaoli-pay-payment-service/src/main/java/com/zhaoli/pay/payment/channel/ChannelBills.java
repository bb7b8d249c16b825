package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bills that a channel makes of a day. */
public interface ChannelBills {

  Channel channel();

  /**
   * Fetches the bill of a day (Asia/Shanghai) and hands over its rows as they are read: the file is
   * never in memory as a whole. Rows may be handed over before the bill proves to be damaged, so
   * nobody may act on them before this returns {@link BillOutcome.Read}.
   */
  BillOutcome read(String channelAccountNo, LocalDate day, Consumer<BillRow> rows);

  /** What a row tells of. */
  enum Kind {
    PAYMENT,
    REFUND
  }

  /**
   * One row.
   *
   * @param attemptNo the order's number, as we gave it
   * @param refundNo the refund's number, as we gave it; null in a payment's row
   * @param amount what was paid, or what went back
   * @param status whether it took place: rows of refunds that are not through, or failed, are not
   *     final
   */
  record BillRow(
      Kind kind,
      String channelTradeNo,
      String attemptNo,
      @Nullable String refundNo,
      Money amount,
      RowStatus status,
      @Nullable Instant at) {}

  /** Whether what a row tells of took place. */
  enum RowStatus {
    SUCCEEDED,
    PROCESSING,
    FAILED
  }

  /** How it went. */
  sealed interface BillOutcome {
    /** Read to its end, and its hash and totals are right, as far as the channel gives them. */
    record Read(long rows) implements BillOutcome {}

    /** The channel has no bill of that day (yet), or nothing happened on it. */
    record NotThere() implements BillOutcome {}

    /** Hash, totals or form are not right: the rows that were handed over are worth nothing. */
    record Damaged(String reason) implements BillOutcome {}

    /** No clear answer; try again later. */
    record Unknown(String reason) implements BillOutcome {}
  }
}
