package com.zhaoli.pay.sdk.test;

import org.jspecify.annotations.Nullable;

/** What goes wrong with a call. */
sealed interface Fault {

  /** It is refused, without effect. */
  record Refused(PlatformError error, @Nullable Long retryAfterSeconds) implements Fault {}

  /** Something else answers, without effect. */
  record Answered(int status, String body) implements Fault {}

  /** The connection ends, without effect. */
  record Dropped() implements Fault {}

  /** It takes effect, and the connection ends without an answer. */
  record AnswerLost() implements Fault {}

  /** It takes effect, and no answer comes. */
  record Hanging() implements Fault {}
}
