package com.zhaoli.pay.notify.replay;

import com.zhaoli.pay.notify.log.NotificationStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to deliver an endpoint's events of a time once more.
 *
 * @param since the first moment, by the time at which the delivery entered the log
 * @param until the first moment that is not of it any more
 * @param onlyFailed only what is a dead letter; else all
 * @param position notifications up to this number are done
 * @param replayed how many were found so far
 * @param createdBy the operator; null for the merchant
 */
public record ReplayBO(
    String replayNo,
    String merchantNo,
    String endpointNo,
    Instant since,
    Instant until,
    boolean onlyFailed,
    String position,
    int replayed,
    ReplayStatus status,
    @Nullable String createdBy,
    Instant createdAt) {

  /**
   * Whether it is for an event of which this became at last; what is on its way already is not
   * ordered again.
   */
  public boolean wants(NotificationStatus newest) {
    return switch (newest) {
      case DEAD, LONG_TAIL -> true;
      case DELIVERED, GONE -> !onlyFailed;
      case PENDING, DELIVERING, RETRYING, HELD, SKIPPED -> false;
    };
  }
}
