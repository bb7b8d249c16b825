package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.id.Ids;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a delivery.
 *
 * @param attemptNo its own from before it is written, so that it is written once however often that
 *     is tried
 * @param result DELIVERED, FAILED, REFUSED, GONE or HELD
 * @param address what was called; null for a message in WeChat
 * @param response the beginning of the answer
 * @param problem for people; null where there is none
 */
public record AttemptEntry(
    String attemptNo,
    String notificationNo,
    Instant beganAt,
    Duration took,
    String result,
    @Nullable String address,
    @Nullable Integer httpStatus,
    @Nullable String response,
    @Nullable String problem) {

  /** Larger than those that this process made before. */
  public static String newNo() {
    return Ids.withPrefix("dat_");
  }
}
