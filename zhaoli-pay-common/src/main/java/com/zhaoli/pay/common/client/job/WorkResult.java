package com.zhaoli.pay.common.client.job;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param handled how many keys from the beginning of the batch were worked on; fewer than all where
 *     the time of a call was over
 * @param changed those whose state moved
 * @param failures those that could not be done, with the reason
 */
public record WorkResult(int handled, int changed, List<Failure> failures) {

  /** A key that could not be done now. */
  public record Failure(String key, String reason) {}

  public WorkResult {
    failures = List.copyOf(failures);
  }
}
