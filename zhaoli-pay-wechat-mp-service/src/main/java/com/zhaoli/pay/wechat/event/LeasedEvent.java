package com.zhaoli.pay.wechat.event;

import java.time.Instant;

/**
 * A stored event that this process may handle while its lease lasts.
 *
 * @param owner the lease's own name: who has lost it changes nothing any more
 */
public record LeasedEvent(
    String eventNo, String owner, WechatEvent event, int attempts, Instant createdAt) {}
