package com.zhaoli.pay.wechat.portal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers in Redis which pushes are done, for all instances. A push is marked only after its
 * event and what it says are stored: one that was not answered is worked on again when WeChat
 * repeats it. Two at the same moment, or a lost Redis, are left to the rows' unique keys. A Redis
 * that does not answer is not asked again for a moment, as each question takes of WeChat's five
 * seconds.
 */
@Component
class EventDeduplicator {
  private static final Logger log = LoggerFactory.getLogger(EventDeduplicator.class);

  /** WeChat repeats within seconds; a replay is refused by its timestamp after five minutes. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final long SPARED_NANOS = Duration.ofSeconds(1).toNanos();

  private final StringRedisTemplate redis;
  private volatile @Nullable Long failedAtNanos;

  EventDeduplicator(StringRedisTemplate redis) {
    this.redis = redis;
  }

  boolean isDone(String dedupKey) {
    if (isSpared()) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(redis.hasKey(key(dedupKey)));
    } catch (DataAccessException e) {
      failed(e);
      return false;
    }
  }

  void markDone(String dedupKey) {
    if (isSpared()) {
      return;
    }
    try {
      redis.opsForValue().set(key(dedupKey), "done", REMEMBERED);
    } catch (DataAccessException e) {
      failed(e);
    }
  }

  private boolean isSpared() {
    Long failedAt = failedAtNanos;
    return failedAt != null && System.nanoTime() - failedAt < SPARED_NANOS;
  }

  private void failed(DataAccessException e) {
    failedAtNanos = System.nanoTime();
    log.warn("Redis does not answer: {}", e.getMessage());
  }

  private static String key(String dedupKey) {
    return "zhaoli:wechat:event:" + dedupKey;
  }
}
