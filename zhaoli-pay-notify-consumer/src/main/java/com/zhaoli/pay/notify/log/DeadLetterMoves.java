package com.zhaoli.pay.notify.log;

import org.jspecify.annotations.Nullable;

/** What becomes of a dead letter when its event is delivered once more. */
public interface DeadLetterMoves {

  /**
   * The event is on its way to the target again: nobody else need have it delivered. One that is
   * not open stays as it is. To be called in the transaction that orders the delivery.
   *
   * @param by the merchant; null for the platform itself
   */
  void replayed(String eventId, String target, @Nullable String by);
}
