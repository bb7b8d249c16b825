package com.zhaoli.pay.e2e.faults.plan;

import java.util.List;

/**
 * Acts that happen at the same time.
 *
 * @param afterMillis so long after the beat before has ended
 */
public record Beat(long afterMillis, List<Act> acts) {
  public Beat {
    acts = List.copyOf(acts);
  }

  static Beat of(long afterMillis, Act... acts) {
    return new Beat(afterMillis, List.of(acts));
  }
}
