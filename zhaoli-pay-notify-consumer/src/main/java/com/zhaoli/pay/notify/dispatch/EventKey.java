package com.zhaoli.pay.notify.dispatch;

/** Names a stored event: a replay of it is stored beside it. */
public record EventKey(String eventId, int deliverySeq) {}
