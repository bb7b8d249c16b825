package com.zhaoli.pay.notify.log;

import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of a merchant's to list; null filters nothing.
 *
 * @param target a receiver or endpoint
 */
public record LogFilter(
    @Nullable String paymentNo, @Nullable String target, @Nullable NotificationStatus status) {}
