package com.zhaoli.pay.sdk.webhook;

/**
 * What an application does with an event. Called with verified events of payments and refunds whose
 * type this version knows, once for each id as far as {@link WebhookIds} remembers it: a process
 * that dies after the work and before the answer sees the event again.
 */
@FunctionalInterface
public interface ZhaoliPayWebhookHandler {

  /**
   * Does the work, and returns when it is durable: only then the platform is told that the event
   * was taken. The platform waits for ten seconds.
   *
   * @throws Exception any, to have the event sent again later
   */
  void onEvent(WebhookEvent event) throws Exception;
}
