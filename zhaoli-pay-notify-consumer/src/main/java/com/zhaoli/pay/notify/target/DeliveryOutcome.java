package com.zhaoli.pay.notify.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. Reasons are for people: no secrets and no personal data in them. */
public sealed interface DeliveryOutcome {

  /** The target has it. */
  record Delivered(@Nullable Integer httpStatus) implements DeliveryOutcome {}

  /** There is nobody to tell; that is no failure. */
  record Skipped(String reason) implements DeliveryOutcome {}

  /** The target said that it wants this event never again. */
  record Gone(int httpStatus) implements DeliveryOutcome {}

  /** Failed, and the same again would fail the same way: a dead letter at once. */
  record Refused(String reason, @Nullable Integer httpStatus) implements DeliveryOutcome {}

  /**
   * Failed or unknown: to be tried again.
   *
   * @param retryAfter not before that time is over, where the target said so
   */
  record Failed(String reason, @Nullable Integer httpStatus, @Nullable Duration retryAfter)
      implements DeliveryOutcome {

    /** One of a target that did not say when to come again. */
    public Failed(String reason, @Nullable Integer httpStatus) {
      this(reason, httpStatus, null);
    }
  }

  /** The target is paused: kept until it is resumed. */
  record Held(String reason) implements DeliveryOutcome {}

  /**
   * Nobody was called, and that was not the target's fault: put back, and not counted as an
   * attempt.
   *
   * @param pause when it may be tried again
   */
  record NotBegun(String reason, Duration pause) implements DeliveryOutcome {
    private static final Duration NO_ROOM = Duration.ofSeconds(1);

    /** The batch ran out of time before this began. */
    public static NotBegun ofSlowTarget() {
      return new NotBegun(
          "The target is slow: kept until it has room, without an attempt.", NO_ROOM);
    }
  }
}
