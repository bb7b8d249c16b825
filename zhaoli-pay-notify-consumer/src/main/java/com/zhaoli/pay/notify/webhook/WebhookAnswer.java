package com.zhaoli.pay.notify.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one call. */
sealed interface WebhookAnswer {

  /**
   * The server answered.
   *
   * @param excerpt the beginning of the body, printable and short
   * @param retryAfter when it wants to be called again, where it said so
   */
  record Status(int code, String excerpt, @Nullable Duration retryAfter) implements WebhookAnswer {}

  /** No answer, or none of use. */
  record None(String reason) implements WebhookAnswer {}
}
