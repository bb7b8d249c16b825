package com.zhaoli.pay.sdk.webhook;

/**
 * Remembers which webhooks were taken, so that a copy of one does not act twice. Called from many
 * threads. An id counts as taken only after the handler succeeded: a handler that failed, or a
 * process that died in it, sees the event again.
 *
 * <p>Several processes of one application need one memory that all of them ask, such as a table.
 */
public interface WebhookIds {

  /** What is known of an id. */
  enum Begin {
    /** Nobody has it: the caller has it now, and ends with {@code done} or {@code failed}. */
    FIRST,
    /** Another copy is in the handler. */
    UNDER_WAY,
    /** The handler has succeeded with it. */
    DONE
  }

  /** Takes the id, in one step: of callers at the same time one gets {@link Begin#FIRST}. */
  Begin begin(String id);

  /** The handler succeeded. */
  void done(String id);

  /** The handler failed: the id is free for the next try. */
  void failed(String id);
}
