package com.zhaoli.pay.payment.outbox;

/**
 * An event on its way out.
 *
 * @param bytes the event as a member of a frame
 */
public record OutboxMember(String eventId, byte[] bytes) {}
