package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.notify.log.NotificationStatus;

/** What a row of the delivery log is looked for by. */
public record LogHead(String notificationNo, String target, NotificationStatus status) {}
