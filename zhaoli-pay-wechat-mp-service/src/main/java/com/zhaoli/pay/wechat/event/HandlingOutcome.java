package com.zhaoli.pay.wechat.event;

/** What one try to handle an event came to. */
sealed interface HandlingOutcome {
  /** Who had to hear of it did. */
  record Done() implements HandlingOutcome {}

  /** It concerns nobody, or was refused for good. */
  record Refused(String problem) implements HandlingOutcome {}

  /** To be tried again. */
  record Later(String problem) implements HandlingOutcome {}
}
