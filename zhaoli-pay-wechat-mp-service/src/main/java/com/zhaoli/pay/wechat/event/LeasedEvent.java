package com.zhaoli.pay.wechat.event;

import java.time.Instant;

/** A stored event that this process may handle while its lease lasts. */
public record LeasedEvent(String eventNo, WechatEvent event, int attempts, Instant createdAt) {}
