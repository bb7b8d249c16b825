package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.claim.ClaimKey;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that the database brings back.
 *
 * @param tail tries of the long tail so far; null outside of it
 * @param payload the event's own bytes; null for one that was stored apart from it
 */
public record DueNotification(
    String notificationNo,
    ClaimKey key,
    int attempts,
    @Nullable Integer tail,
    byte @Nullable [] payload) {}
