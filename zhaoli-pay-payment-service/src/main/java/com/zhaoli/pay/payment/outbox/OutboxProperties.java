package com.zhaoli.pay.payment.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the relay.
 *
 * @param maxBatchMembers members of one broker message, at most
 * @param maxBatchBytes bytes of one broker message, at most, unless one member alone is larger
 * @param maxBatchWait how long a batch waits for more after its first member
 * @param queueCapacity events that wait for the merger, at most; more are left to the sweeper
 * @param maxInFlight batches that wait for their confirm, at most
 * @param confirmTimeout after that a batch counts as not published
 * @param sweepGrace how long the relay has before the sweeper takes an event
 * @param sweepLease how long a swept event is left to the sweeper that took it
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
    @DefaultValue("7d") Duration kept) {}
