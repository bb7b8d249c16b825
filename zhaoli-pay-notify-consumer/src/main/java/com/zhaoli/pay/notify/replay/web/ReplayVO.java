package com.zhaoli.pay.notify.replay.web;

import com.zhaoli.pay.notify.replay.ReplayBO;
import com.zhaoli.pay.notify.replay.ReplayStatus;
import java.time.Instant;

/**
 * A replay and how far it is.
 *
 * @param replayed deliveries that were found and ordered so far
 */
record ReplayVO(
    String replayNo,
    String endpointNo,
    Instant since,
    Instant until,
    boolean onlyFailed,
    ReplayStatus status,
    int replayed,
    Instant createdAt) {

  static ReplayVO of(ReplayBO replay) {
    return new ReplayVO(
        replay.replayNo(),
        replay.endpointNo(),
        replay.since(),
        replay.until(),
        replay.onlyFailed(),
        replay.status(),
        replay.replayed(),
        replay.createdAt());
  }
}
