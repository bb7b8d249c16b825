package com.zhaoli.pay.notify.log;

/** The newest delivery of an event to a target: what became of the event there. */
public record LastDelivery(int deliverySeq, NotificationBO row) {}
