package com.zhaoli.pay.e2e.poschaos;

import java.util.List;
import java.util.Map;

/**
 * What came of one seed.
 *
 * @param states how many trades came to which end, by the journals
 * @param refundStates the same of refunds
 * @param journalFen what the terminals say that was taken and not given back
 * @param paymentFen what our payments say
 * @param channelFen what the channels hold
 * @param faults how often which fault came over the line
 * @param finality how long trades took until they were decided, by kind
 * @param violations a line for each thing that does not agree
 */
record ChaosResult(
    long seed,
    int trades,
    Map<String, Long> states,
    Map<String, Long> refundStates,
    long journalFen,
    long paymentFen,
    long channelFen,
    Map<String, Integer> faults,
    int kills,
    int powerCuts,
    int shiftsAgreed,
    Map<String, Finality> finality,
    List<String> violations,
    long seconds) {
  ChaosResult {
    violations = List.copyOf(violations);
  }

  /**
   * Times from a sale's arrival to its decision; what the service was away is not in them.
   *
   * @param maxWithOutagesMs the longest with those times in it
   */
  record Finality(int count, long p50Ms, long p99Ms, long maxMs, long maxWithOutagesMs) {}
}
