package com.zhaoli.pay.payment.channel;

/** What came of asking a channel to take an unpaid order off. */
public sealed interface CloseOutcome {

  /** It is off now, or was before. */
  record Closed() implements CloseOutcome {}

  /**
   * The channel knows no such order. It may come to know it until the order's time is over: an
   * Alipay code is no trade before somebody scans it.
   */
  record NotFound() implements CloseOutcome {}

  /** Too late: it is paid. A query tells the rest. */
  record AlreadyPaid() implements CloseOutcome {}

  /** Nobody knows; asking again is harmless. */
  record Unknown(String reason) implements CloseOutcome {}
}
