package com.zhaoli.pay.notify.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt did to a row.
 *
 * @param attempts attempts so far; the stored number never goes down
 * @param nextIn time until the next attempt, null when there is none
 * @param tail tries of the long tail so far, null outside of it; {@link #TAIL_IS_OVER} where there
 *     is to be none
 * @param keepsItsPlace nobody was called: it comes before what is younger
 */
public record RowSettlement(
    String notificationNo,
    NotificationStatus status,
    int attempts,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable Duration nextIn,
    @Nullable Integer tail,
    boolean keepsItsPlace) {

  /** Larger than the tries of any long tail. */
  public static final int TAIL_IS_OVER = 1_000;

  /** One outside of the long tail. */
  public RowSettlement(
      String notificationNo,
      NotificationStatus status,
      int attempts,
      @Nullable Integer httpStatus,
      @Nullable String error,
      @Nullable Duration nextIn) {
    this(notificationNo, status, attempts, httpStatus, error, nextIn, null, false);
  }
}
