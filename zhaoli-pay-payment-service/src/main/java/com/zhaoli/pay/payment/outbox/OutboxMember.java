package com.zhaoli.pay.payment.outbox;

import org.jspecify.annotations.Nullable;

/**
 * An event on its way out.
 *
 * @param bytes the event as a member of a frame
 * @param traceparent the trace of its change, where that is known without reading the event
 */
public record OutboxMember(String eventId, byte[] bytes, @Nullable String traceparent) {}
