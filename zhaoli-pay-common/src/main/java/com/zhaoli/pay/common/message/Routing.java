package com.zhaoli.pay.common.message;

import java.util.List;
import java.util.Map;

/**
 * Names and arguments on the broker (design, "From callback to merchant"). Producer and consumer
 * declare the same topology, so that no event is unroutable, whoever starts first.
 */
public final class Routing {
  /** Topic exchange, durable. */
  public static final String EXCHANGE = "zhaoli.payment.events";

  /** Routing key of every batch: a batch may hold events of several types. */
  public static final String ROUTING_KEY = "payment.event";

  /** With this both work queues are bound. */
  public static final String BINDING_KEY = "payment.#";

  public static final String WECHAT_TEMPLATE_QUEUE = "zhaoli.notify.wechat-template";
  public static final String MERCHANT_WEBHOOK_QUEUE = "zhaoli.notify.merchant-webhook";

  /** Both work queues. */
  public static final List<String> WORK_QUEUES =
      List.of(WECHAT_TEMPLATE_QUEUE, MERCHANT_WEBHOOK_QUEUE);

  /** Time a message spends in a retry queue at most, in milliseconds. */
  public static final int RETRY_TTL_MILLIS = 3_000;

  /** Deliveries that a work queue gives a message before it is dead-lettered by the broker. */
  public static final int DELIVERY_LIMIT = 100;

  /** How often delivery to the target failed so far; absent is 0. */
  public static final String ATTEMPTS_HEADER = "x-zhaoli-attempts";

  /** The one target that a retried member is for; absent means all targets of its queue. */
  public static final String TARGET_HEADER = "x-zhaoli-target";

  /** Epoch milliseconds before which a retried member is not delivered. */
  public static final String NOT_BEFORE_HEADER = "x-zhaoli-not-before";

  /** Why a member is in a dead queue. */
  public static final String REASON_HEADER = "x-zhaoli-reason";

  private Routing() {}

  public static String retryQueue(String workQueue) {
    return workQueue + ".retry";
  }

  public static String deadQueue(String workQueue) {
    return workQueue + ".dead";
  }

  /** Arguments of a work queue: the broker itself parks what it delivered 100 times. */
  public static Map<String, Object> workQueueArguments(String workQueue) {
    return Map.of(
        "x-queue-type", "quorum",
        "x-overflow", "reject-publish",
        "x-dead-letter-strategy", "at-least-once",
        "x-dead-letter-exchange", "",
        "x-dead-letter-routing-key", deadQueue(workQueue),
        "x-delivery-limit", DELIVERY_LIMIT);
  }

  /** Arguments of a retry queue: what waited long enough goes back to the work queue. */
  public static Map<String, Object> retryQueueArguments(String workQueue) {
    return Map.of(
        "x-queue-type", "quorum",
        "x-overflow", "reject-publish",
        "x-dead-letter-strategy", "at-least-once",
        "x-dead-letter-exchange", "",
        "x-dead-letter-routing-key", workQueue,
        "x-message-ttl", RETRY_TTL_MILLIS);
  }

  /** Arguments of a dead queue. */
  public static Map<String, Object> deadQueueArguments() {
    return Map.of("x-queue-type", "quorum");
  }
}
