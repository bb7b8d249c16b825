package com.zhaoli.pay.notify.queue;

import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages for the retry and dead queues. The retry queue holds a message for 3 s: a shorter
 * interval expires the message earlier, a longer one sends it round again until its time has come.
 */
final class RetryRoute {
  private RetryRoute() {}

  /** To come back after the interval. */
  static Outgoing after(
      TargetKind kind, byte[] frame, String target, int attempts, Duration interval, Instant now) {
    Map<String, Object> headers = headers(target, attempts);
    long millis = interval.toMillis();
    if (millis > Routing.RETRY_TTL_MILLIS) {
      headers.put(Routing.NOT_BEFORE_HEADER, now.plus(interval).toEpochMilli());
    }
    return new Outgoing(
        Routing.retryQueue(kind.workQueue()),
        frame,
        headers,
        millis < Routing.RETRY_TTL_MILLIS ? millis : null);
  }

  /** Came back before its time: once more round, attempts and time unchanged. */
  static Outgoing early(
      TargetKind kind,
      byte[] frame,
      @Nullable String target,
      int attempts,
      long notBefore,
      Instant now) {
    Map<String, Object> headers = headers(target, attempts);
    headers.put(Routing.NOT_BEFORE_HEADER, notBefore);
    long rest = Math.max(1, notBefore - now.toEpochMilli());
    return new Outgoing(
        Routing.retryQueue(kind.workQueue()),
        frame,
        headers,
        rest < Routing.RETRY_TTL_MILLIS ? rest : null);
  }

  /** Given up. */
  static Outgoing dead(
      TargetKind kind, byte[] body, @Nullable String target, int attempts, String reason) {
    Map<String, Object> headers = headers(target, attempts);
    headers.put(Routing.REASON_HEADER, reason);
    return new Outgoing(Routing.deadQueue(kind.workQueue()), body, headers, null);
  }

  private static Map<String, Object> headers(@Nullable String target, int attempts) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(Routing.ATTEMPTS_HEADER, attempts);
    if (target != null) {
      headers.put(Routing.TARGET_HEADER, target);
    }
    return headers;
  }
}
