package com.zhaoli.pay.payment.channel;

/**
 * What came of asking a channel to undo a barcode payment: unpaid it is taken off, paid the money
 * goes back, and either way nothing is kept.
 */
public sealed interface ReverseOutcome {

  /** No money is kept, and none can come any more. */
  record Reversed() implements ReverseOutcome {}

  /** The channel knows no such order. */
  record NotFound() implements ReverseOutcome {}

  /** The channel will not undo it, however often it is asked. */
  record Refused(String code) implements ReverseOutcome {}

  /** Nobody knows, or not yet; asking again is harmless. */
  record Unknown(String reason) implements ReverseOutcome {}
}
