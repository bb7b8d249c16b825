package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.claim.ClaimKey;

/** A delivery that is due in dispatch mode async. */
public record DueNotification(String notificationNo, ClaimKey key, int attempts) {}
