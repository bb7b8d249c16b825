package com.zhaoli.pay.notify.queue;

import com.zhaoli.pay.common.message.Routing;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;

/**
 * What a message says of itself. Headers that make no sense count as absent.
 *
 * @param notBefore epoch milliseconds, 0 for at once
 */
record RetryHeaders(
    int attempts, @Nullable String target, long notBefore, @Nullable String reason) {
  private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  static RetryHeaders of(MessageProperties properties) {
    Object attempts = properties.getHeader(Routing.ATTEMPTS_HEADER);
    Object target = properties.getHeader(Routing.TARGET_HEADER);
    Object notBefore = properties.getHeader(Routing.NOT_BEFORE_HEADER);
    Object reason = properties.getHeader(Routing.REASON_HEADER);
    return new RetryHeaders(
        attempts instanceof Number number ? Math.max(0, number.intValue()) : 0,
        target != null && TARGET.matcher(target.toString()).matches() ? target.toString() : null,
        notBefore instanceof Number number ? number.longValue() : 0,
        reason == null ? null : reason.toString());
  }
}
