package com.zhaoli.pay.notify.webhook;

/** What came of one call. */
sealed interface WebhookAnswer {

  /**
   * The server answered.
   *
   * @param excerpt the beginning of the body, printable and short; empty for 2xx
   */
  record Status(int code, String excerpt) implements WebhookAnswer {}

  /** No answer, or none of use. */
  record None(String reason) implements WebhookAnswer {}
}
