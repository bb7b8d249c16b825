package com.zhaoli.pay.notify.claim;

/** What a claim was answered with. */
public sealed interface ClaimDecision {

  /** It is ours for the length of the lease. */
  record Claimed() implements ClaimDecision {}

  /** Settled before: a duplicate, to be skipped. */
  record Done() implements ClaimDecision {}

  /** Somebody else works on it: to be looked at again in 3 s, attempts unchanged. */
  record Held() implements ClaimDecision {}

  /**
   * More attempts failed than this copy of the event knows of. It was settled by somebody who may
   * not have lived to republish it, so it is republished with the stored number and not delivered.
   */
  record Behind(int storedAttempts) implements ClaimDecision {}

  /** Kept until its endpoint is resumed. */
  record OnHold() implements ClaimDecision {}

  /** Already a dead letter, whose publication may be what a crash cut off: to be parked again. */
  record Dead(int storedAttempts, String reason) implements ClaimDecision {}
}
