package com.zhaoli.pay.merchant.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Instant;
import java.util.Map;

/**
 * A message that this process may send while its lease lasts.
 *
 * @param messageNo also the message's business id at wechat-mp-service, so that sending it again is
 *     the same message
 * @param attempts times it was tried before
 */
public record OutboxMessage(
    String messageNo,
    String merchantNo,
    MessageScene scene,
    Map<String, String> fields,
    int attempts,
    Instant createdAt,
    Instant leaseUntil) {}
