package com.zhaoli.pay.notify.claim;

import java.util.List;
import java.util.Map;

/** Claims of a whole batch at once. */
public interface Claims {

  /**
   * Claims each key for {@code owner}. A key that the same owner holds already is claimed again, so
   * a call may be repeated.
   *
   * @param headerAttempts the keys, each with the attempts that its message knows of
   * @return one decision for each key, in the keys' order
   * @throws ClaimsUnavailableException when nothing is known; the caller may decide without
   */
  List<ClaimDecision> claim(String owner, Map<ClaimKey, Integer> headerAttempts);

  /**
   * Settles what {@code owner} holds and leaves alone what it does not hold any more. What cannot
   * be settled runs out with its lease; the database has decided by then.
   */
  void settle(String owner, List<ClaimSettlement> settlements);
}
