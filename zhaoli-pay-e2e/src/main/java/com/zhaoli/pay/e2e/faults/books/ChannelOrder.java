package com.zhaoli.pay.e2e.faults.books;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order in the books of its channel.
 *
 * @param state CREATED, SCANNED, PAYING, PAID, CLOSED or REVERSED
 * @param paidAt null when no money came
 */
public record ChannelOrder(
    String channel,
    String channelOrderNo,
    @Nullable String channelTradeNo,
    String state,
    long amountFen,
    @Nullable String paidAt,
    List<Refund> refunds) {
  public ChannelOrder {
    refunds = List.copyOf(refunds);
  }

  /**
   * Money that goes back.
   *
   * @param state PROCESSING, SUCCESS, ABNORMAL or CLOSED
   * @param reversal whether a cancel or a reverse made it
   */
  public record Refund(String outRefundNo, long amountFen, String state, boolean reversal) {
    boolean isBack() {
      return state.equals("SUCCESS");
    }
  }

  /** What the channel holds of the payer's money. */
  public long heldFen() {
    long back = refunds.stream().filter(Refund::isBack).mapToLong(Refund::amountFen).sum();
    return paidAt == null ? 0 : amountFen - back;
  }

  /** Whether somebody could still pay it. */
  boolean isOpen() {
    return state.equals("CREATED") || state.equals("SCANNED") || state.equals("PAYING");
  }

  Optional<Refund> refund(String outRefundNo) {
    return refunds.stream()
        .filter(refund -> !refund.reversal() && refund.outRefundNo().equals(outRefundNo))
        .findFirst();
  }
}
