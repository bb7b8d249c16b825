package com.zhaoli.pay.wechat.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as WeChat pushed it.
 *
 * @param appId the account that it happened on
 * @param dedupKey the same for each push of one event
 * @param subject the scene of a scan, the message number of a report, the key or the address of a
 *     menu's button
 * @param outcome the words of a report; of a scan {@link #BEGAN_TO_FOLLOW}, or nothing
 */
public record WechatEvent(
    String appId,
    EventKind kind,
    String dedupKey,
    String openid,
    @Nullable String subject,
    @Nullable String outcome,
    Instant occurredAt) {
  /** The outcome of a scan by somebody who did not follow before. */
  public static final String BEGAN_TO_FOLLOW = "began to follow";
}
