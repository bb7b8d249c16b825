package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.common.message.PaymentEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived.
 *
 * @param member its own bytes, to be passed on unchanged
 * @param onlyTarget the one target it is for, or null for all
 * @param attempts failed attempts that its message knows of
 * @param tail tries of the long tail so far; null outside of it
 */
public record Incoming(
    PaymentEvent event,
    byte[] member,
    @Nullable String onlyTarget,
    int attempts,
    @Nullable Integer tail) {

  /** One outside of the long tail. */
  public Incoming(PaymentEvent event, byte[] member, @Nullable String onlyTarget, int attempts) {
    this(event, member, onlyTarget, attempts, null);
  }

  /**
   * For a target that was only found in the long tail: its row is in none so far, and it has a dead
   * letter and a tail of its own if it fails.
   */
  Incoming outsideOfTheTail() {
    return tail == null ? this : new Incoming(event, member, onlyTarget, attempts);
  }
}
