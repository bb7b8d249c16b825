package com.zhaoli.pay.sdk.test;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What becomes of the next calls of an operation. The starter sends a call up to three times where
 * that is safe: a fault that its retries are not to mend has to come as often.
 */
public final class NextCall {

  private final Consumer<Fault> faults;

  NextCall(Consumer<Fault> faults) {
    this.faults = faults;
  }

  /** It is refused with this code, and has no effect. */
  public void isRefused(PlatformError error) {
    faults.accept(new Fault.Refused(error, null));
  }

  /** 429 with Retry-After, in whole seconds; it has no effect. */
  public void isRateLimited(Duration retryAfter) {
    faults.accept(new Fault.Refused(PlatformError.RATE_LIMITED, retryAfter.toSeconds()));
  }

  /**
   * This is answered, and nothing else done: what a proxy says that has lost the platform, or an
   * operation that the fake does not do by itself.
   *
   * @param body JSON or any other text; empty for none
   * @throws IllegalArgumentException when the status is none of 200 to 599
   */
  public void answers(int status, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("an answer's status is 200 to 599, not " + status);
    }
    faults.accept(new Fault.Answered(status, body));
  }

  /** The connection ends before the call has an effect. */
  public void isDropped() {
    faults.accept(new Fault.Dropped());
  }

  /** It has its effect, and the connection ends before the answer: the outcome is unknown. */
  public void losesItsAnswer() {
    faults.accept(new Fault.AnswerLost());
  }

  /** It has its effect, and no answer comes until the caller gives up: for a minute at most. */
  public void hangs() {
    faults.accept(new Fault.Hanging());
  }
}
