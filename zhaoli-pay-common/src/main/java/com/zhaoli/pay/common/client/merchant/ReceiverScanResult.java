package com.zhaoli.pay.common.client.merchant;

/**
 * What a scan of an invitation came to. The same scan again has the same answer, unless the person
 * left or the merchant changed something in between.
 *
 * @param merchantName the shop that invites
 * @param role what the person gets as, or was to
 */
public record ReceiverScanResult(Outcome outcome, String merchantName, ReceiverRole role) {

  /** What the person who scanned is told. */
  public enum Outcome {
    /** He gets the merchant's messages from now on. */
    BOUND,
    /** He got them before, as {@code role}; the invitation is still open. */
    ALREADY_BOUND,
    /** Somebody else was first. */
    USED,
    /** The merchant took the invitation back. */
    CANCELLED,
    /** He came too late. */
    EXPIRED,
    /** He left the account after this scan: nobody is to be told. */
    LEFT
  }
}
