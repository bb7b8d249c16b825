package com.zhaoli.pay.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A fault in force.
 *
 * @param count how often it still strikes; null when it strikes by rate
 * @param rate the share of chances at which it strikes; null when it strikes by count
 * @param millis how long, for the kinds that take time
 * @param seed makes the draws of a rate the same each time; null for chance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    FaultTarget target,
    FaultKind kind,
    @Nullable Integer count,
    @Nullable Double rate,
    long millis,
    @Nullable Long seed) {

  @Nullable Fault afterStrike() {
    if (count == null) {
      return this;
    }
    return count == 1 ? null : new Fault(target, kind, count - 1, null, millis, null);
  }
}
