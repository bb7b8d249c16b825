package com.zhaoli.pay.notify.log;

import org.jspecify.annotations.Nullable;

/**
 * A row of the delivery log with its event.
 *
 * @param payload the event's own bytes; null when they are not kept any more
 */
public record StoredNotification(NotificationBO row, byte @Nullable [] payload) {}
