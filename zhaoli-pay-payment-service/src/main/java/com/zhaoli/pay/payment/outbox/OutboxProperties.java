package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.config.Bounds;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.message.EventBatchCodec;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the relay and the sweeper. Wrong values stop the start with a sentence.
 *
 * @param maxBatchMembers members of one broker message, at most; 1 to 1,000
 * @param maxBatchBytes bytes of one broker message, at most, unless one member alone is larger; 1
 *     KB to 1 MB
 * @param maxBatchWait how long a batch waits for more after its first member
 * @param queueCapacity events that wait for the merger, at most; more are left to the sweeper
 * @param maxInFlight batches that wait for their confirm, at most
 * @param confirmTimeout after that a batch counts as not published
 * @param sweepGrace how long the relay has before the sweeper takes an event
 * @param sweepLease how long a swept event is left to the sweeper that took it; twice as long as
 *     {@code confirmTimeout} at least
 * @param sweepLimit events that one sweep takes at a time
 * @param kept how long a published event stays in the outbox
 */
@ConfigurationProperties("zhaoli.outbox")
public record OutboxProperties(
    @DefaultValue("100") int maxBatchMembers,
    @DefaultValue("262144") int maxBatchBytes,
    @DefaultValue("5ms") Duration maxBatchWait,
    @DefaultValue("10000") int queueCapacity,
    @DefaultValue("32") int maxInFlight,
    @DefaultValue("10s") Duration confirmTimeout,
    @DefaultValue("10s") Duration sweepGrace,
    @DefaultValue("30s") Duration sweepLease,
    @DefaultValue("1000") int sweepLimit,
    @DefaultValue("7d") Duration kept) {

  public OutboxProperties {
    Bounds.within(
        "zhaoli.outbox.max-batch-members",
        maxBatchMembers,
        1,
        EventBatchCodec.MAX_MEMBERS,
        "notify-consumer reads no batch of more");
    Bounds.within(
        "zhaoli.outbox.max-batch-bytes",
        maxBatchBytes,
        1_024,
        EventBatchCodec.MAX_POSTED_BYTES,
        "notify-consumer takes no larger one in dispatch mode async");
    within("max-batch-wait", maxBatchWait, Duration.ZERO, Duration.ofSeconds(1));
    Bounds.within("zhaoli.outbox.queue-capacity", queueCapacity, 1, 1_000_000);
    Bounds.within("zhaoli.outbox.max-in-flight", maxInFlight, 1, 1_000);
    within("confirm-timeout", confirmTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    within("sweep-grace", sweepGrace, Duration.ZERO, Duration.ofMinutes(10));
    within("sweep-lease", sweepLease, Duration.ofSeconds(1), Duration.ofMinutes(10));
    Bounds.within("zhaoli.outbox.sweep-limit", sweepLimit, 1, 10_000);
    within("kept", kept, Duration.ofHours(1), Duration.ofDays(3_650));
    if (sweepLease.compareTo(confirmTimeout.multipliedBy(2)) < 0) {
      throw new InvalidConfigurationException(
          "zhaoli.outbox.sweep-lease is "
              + sweepLease
              + " but zhaoli.outbox.confirm-timeout is "
              + confirmTimeout
              + ": make the lease twice as long at least, since a sweep waits for confirms twice and"
              + " no other instance may send the same events meanwhile.");
    }
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    Bounds.within("zhaoli.outbox." + name, value, least, most);
  }
}
