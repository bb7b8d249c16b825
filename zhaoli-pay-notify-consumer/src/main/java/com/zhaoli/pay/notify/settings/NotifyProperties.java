package com.zhaoli.pay.notify.settings;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.config.Bounds;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is fixed at start. Wrong values stop the start with a sentence. The retry policy, which
 * changes live, is in {@link RetryPolicy}.
 *
 * @param batchMessages broker messages taken at once, at most
 * @param batchWait how long a batch waits for more messages
 * @param batchPatience how long a batch waits for targets; what is slower is kept by the database
 * @param batchMembers events claimed at once, at most; more messages are worked off in groups
 * @param consumers consumers of each work queue in this process
 * @param lease how long a claim keeps others away; longer than any batch takes
 * @param claimRetention how long Redis remembers a settled claim; the database remembers longer
 * @param confirmTimeout how long the broker may take to confirm what is published
 * @param templateConcurrency template messages on their way at once
 * @param webhookConcurrency webhooks on their way at once, also the size of the connection pool
 * @param endpointConcurrency webhooks on their way to one endpoint at once
 * @param merchantConcurrency webhooks on their way to all endpoints of one merchant at once, those
 *     to endpoints that hang not counted; not less than {@code endpointConcurrency}
 * @param webhookTimeout the whole time a webhook call may take, from address look-up to answer
 * @param logRetention how long the delivery log is kept, what is held for a paused endpoint, and
 *     the lane of a receiver that got nothing since
 * @param closedRetention how long a dead letter or replay is kept that is over, not shorter than
 *     the delivery log, which asks for the dead letter of what was given up
 * @param pauseAfter an endpoint that has only failed for so long is paused
 * @param longTail pauses between the tries of a webhook that follow when the quick ones are used up
 * @param messageLongTail the same of a template message
 * @param receiverCache how long a merchant's receivers are remembered
 * @param receiverCacheSize merchants whose receivers are remembered, at most
 * @param endpointsPerMerchant webhook endpoints a merchant may have
 * @param pollInterval how often the database is asked for due deliveries
 * @param pollLimit due deliveries taken at once
 * @param asyncQueueCapacity batches that wait for a thread in dispatch mode async
 */
@ConfigurationProperties("zhaoli.notify")
public record NotifyProperties(
    @DefaultValue("100") int batchMessages,
    @DefaultValue("20ms") Duration batchWait,
    @DefaultValue("300ms") Duration batchPatience,
    @DefaultValue("500") int batchMembers,
    @DefaultValue("2") int consumers,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("24h") Duration claimRetention,
    @DefaultValue("10s") Duration confirmTimeout,
    @DefaultValue("16") int templateConcurrency,
    @DefaultValue("256") int webhookConcurrency,
    @DefaultValue("16") int endpointConcurrency,
    @DefaultValue("32") int merchantConcurrency,
    @DefaultValue("10s") Duration webhookTimeout,
    @DefaultValue("30d") Duration logRetention,
    @DefaultValue("90d") Duration closedRetention,
    @DefaultValue("24h") Duration pauseAfter,
    @DefaultValue({"1m", "5m", "30m", "2h", "5h", "10h", "12h", "12h", "12h", "12h"})
        List<Duration> longTail,
    @DefaultValue({"1m", "5m", "30m", "2h"}) List<Duration> messageLongTail,
    @DefaultValue("5s") Duration receiverCache,
    @DefaultValue("10000") int receiverCacheSize,
    @DefaultValue("10") int endpointsPerMerchant,
    @DefaultValue("250ms") Duration pollInterval,
    @DefaultValue("200") int pollLimit,
    @DefaultValue("500") int asyncQueueCapacity) {

  /** A call that was begun at the last moment still ends, with this to spare, inside the lease. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  /** Nobody wants to read it later; and wechat-mp-service knows what it sent for much longer. */
  private static final Duration MESSAGES_AT_MOST = Duration.ofDays(1);

  public NotifyProperties {
    within("batch-messages", batchMessages, 1, 1_000);
    within("batch-wait", batchWait, Duration.ofMillis(1), Duration.ofSeconds(1));
    within("batch-patience", batchPatience, Duration.ofMillis(10), Duration.ofSeconds(10));
    within("batch-members", batchMembers, 1, 5_000);
    within("consumers", consumers, 1, 32);
    within("lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(10));
    within("claim-retention", claimRetention, Duration.ofMinutes(10), Duration.ofDays(30));
    within("confirm-timeout", confirmTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    within("template-concurrency", templateConcurrency, 1, 512);
    within("webhook-concurrency", webhookConcurrency, 1, 512);
    within("endpoint-concurrency", endpointConcurrency, 1, 512);
    within("merchant-concurrency", merchantConcurrency, 1, 512);
    if (merchantConcurrency < endpointConcurrency) {
      throw new InvalidConfigurationException(
          "zhaoli.notify.merchant-concurrency is "
              + merchantConcurrency
              + " but zhaoli.notify.endpoint-concurrency is "
              + endpointConcurrency
              + ": a merchant gets at least what one endpoint of it may get.");
    }
    within("webhook-timeout", webhookTimeout, Duration.ofMillis(100), Duration.ofSeconds(30));
    within("log-retention", logRetention, NotifyInternalApi.REMEMBERS, Duration.ofDays(3_650));
    within("closed-retention", closedRetention, Duration.ofDays(4), Duration.ofDays(3_650));
    if (closedRetention.compareTo(logRetention) < 0) {
      closedRetention = logRetention;
    }
    within("pause-after", pauseAfter, Duration.ofSeconds(1), Duration.ofDays(30));
    longTail = tail("long-tail", longTail);
    messageLongTail = tail("message-long-tail", messageLongTail);
    within(
        "message-long-tail (its sum)",
        messageLongTail.stream().reduce(Duration.ZERO, Duration::plus),
        Duration.ZERO,
        MESSAGES_AT_MOST);
    within("receiver-cache", receiverCache, Duration.ZERO, Duration.ofMinutes(1));
    within("receiver-cache-size", receiverCacheSize, 1, 1_000_000);
    within("endpoints-per-merchant", endpointsPerMerchant, 1, 100);
    within("poll-interval", pollInterval, Duration.ofMillis(50), Duration.ofMinutes(1));
    within("poll-limit", pollLimit, 1, 1_000);
    within("async-queue-capacity", asyncQueueCapacity, 1, 100_000);
    if (latestStart(lease, webhookTimeout).compareTo(batchPatience) < 0) {
      throw new InvalidConfigurationException(
          "zhaoli.notify.lease is "
              + lease
              + " but a delivery may take "
              + batchPatience.plus(webhookTimeout).plus(MARGIN)
              + " (batch-patience + webhook-timeout + "
              + MARGIN
              + "): make the lease longer, so that no other consumer delivers what is still on its"
              + " way.");
    }
  }

  /** How long after its claim a delivery may begin, so that it ends inside its lease. */
  public Duration latestStart() {
    return latestStart(lease, webhookTimeout);
  }

  private static List<Duration> tail(String name, List<Duration> pauses) {
    within(name + " (its length)", pauses.size(), 1, 50);
    for (Duration pause : pauses) {
      within(name, pause, Duration.ofMillis(100), Duration.ofDays(7));
    }
    return List.copyOf(pauses);
  }

  private static Duration latestStart(Duration lease, Duration webhookTimeout) {
    return lease.minus(webhookTimeout).minus(MARGIN);
  }

  private static void within(String name, int value, int least, int most) {
    Bounds.within("zhaoli.notify." + name, value, least, most);
  }

  static void within(String name, Duration value, Duration least, Duration most) {
    Bounds.within("zhaoli.notify." + name, value, least, most);
  }
}
