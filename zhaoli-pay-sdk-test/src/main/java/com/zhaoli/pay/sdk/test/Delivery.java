package com.zhaoli.pay.sdk.test;

import org.jspecify.annotations.Nullable;

/**
 * What came of sending a webhook once.
 *
 * @param url where it was sent
 * @param status what was answered; 0 when nothing was
 * @param problem why there was no answer; null when there was one
 */
public record Delivery(String url, int status, @Nullable String problem) {

  /** Whether the merchant's server took it. */
  public boolean isTaken() {
    return status / 100 == 2;
  }
}
