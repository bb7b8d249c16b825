package com.zhaoli.pay.e2e.faults.plan;

/** What a payer or the merchant does with a payment that has been created. */
public sealed interface Act {

  /**
   * The payer opens an AGGREGATE_QR payment in a wallet.
   *
   * @param asPage whether it is opened as the wallet's page instead of as a code
   */
  record Open(Wallet wallet, boolean asPage) implements Act {}

  /** The payer pays what is, or was, open in the wallet. */
  record Pay(Wallet wallet) implements Act {}

  /** The payer looks at the order on the phone and does not pay. */
  record Look(Wallet wallet) implements Act {}

  /** The merchant closes the payment. */
  record Close() implements Act {}

  /** The till takes the payment back. */
  record Reverse() implements Act {}

  /** The merchant has the channel asked. */
  record Sync() implements Act {}

  /** The merchant asks for the same payment once more. */
  record Repeat() implements Act {}

  /** The merchant asks for another amount under the same number, which must be refused. */
  record Conflict() implements Act {}

  /**
   * The merchant gives money back.
   *
   * @param number of this refund among those of its payment
   * @param copies how many equal requests are sent at the same time
   * @param keyed whether the requests carry an Idempotency-Key
   */
  record Refund(int number, long amountFen, int copies, boolean keyed) implements Act {}
}
