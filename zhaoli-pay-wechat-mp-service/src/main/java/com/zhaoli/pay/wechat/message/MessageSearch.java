package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages an operator looks for; null where it does not matter.
 *
 * @param from the earliest that they may be stored
 * @param to before then
 * @param after only those stored before this one
 */
public record MessageSearch(
    String appId,
    @Nullable String businessId,
    @Nullable String openid,
    @Nullable MessageScene scene,
    @Nullable MessageStatus status,
    Instant from,
    Instant to,
    @Nullable String after,
    int limit) {}
