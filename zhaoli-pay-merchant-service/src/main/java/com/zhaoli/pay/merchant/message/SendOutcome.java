package com.zhaoli.pay.merchant.message;

/** What became of one try to send a message to all receivers. */
sealed interface SendOutcome {
  /** WeChat took it for every receiver. */
  record Sent() implements SendOutcome {}

  /** Nobody is bound who gets messages of this scene. */
  record NobodyBound() implements SendOutcome {}

  /** It will never be taken. */
  record Refused(String problem) implements SendOutcome {}

  /** Not now, or nobody knows: the same call again is safe. */
  record Later(String problem) implements SendOutcome {}
}
