package com.zhaoli.pay.notify.target;

import org.jspecify.annotations.Nullable;

/**
 * What came of telling a target.
 *
 * @param address what was called, for the delivery log; null where that is not to be shown
 * @param response the beginning of the answer, printable and short; null where there was none
 */
public record Told(DeliveryOutcome outcome, @Nullable String address, @Nullable String response) {

  /** Of a target that is no web address. */
  public static Told of(DeliveryOutcome outcome) {
    return new Told(outcome, null, null);
  }
}
