package com.zhaoli.pay.merchant.onboarding.internal;

import com.zhaoli.pay.merchant.onboarding.OnboardingStatus;
import com.zhaoli.pay.merchant.onboarding.OnboardingView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Onboarding states in Redis. An entry is only replaced by a newer version of its row, and lives
 * shortly, so that a write that got lost is made good from the database. Without Redis every read
 * misses and every write does nothing.
 */
@Component
public class OnboardingCache {
  private static final Logger log = LoggerFactory.getLogger(OnboardingCache.class);
  private static final Duration LIFETIME = Duration.ofSeconds(20);

  private static final RedisScript<Long> PUT_IF_NEWER =
      new DefaultRedisScript<>(
          """
          local known = redis.call('HGET', KEYS[1], 'version')
          if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
          redis.call('HSET', KEYS[1], 'version', ARGV[1], 'status', ARGV[2], 'merchantNo', ARGV[3],
                     'browserHash', ARGV[4], 'expiresAt', ARGV[5])
          redis.call('PEXPIRE', KEYS[1], ARGV[6])
          return 1
          """,
          Long.class);

  private final StringRedisTemplate redis;

  OnboardingCache(StringRedisTemplate redis) {
    this.redis = redis;
  }

  public Optional<OnboardingView> get(String qrToken) {
    try {
      Map<String, String> entry = redis.<String, String>opsForHash().entries(key(qrToken));
      return entry.isEmpty() ? Optional.empty() : Optional.of(read(entry));
    } catch (DataAccessException e) {
      log.warn("Redis does not answer: {}", e.getMessage());
      return Optional.empty();
    }
  }

  public void put(String qrToken, OnboardingView view) {
    try {
      redis.execute(
          PUT_IF_NEWER,
          List.of(key(qrToken)),
          String.valueOf(view.version()),
          view.status().name(),
          view.merchantNo() == null ? "" : view.merchantNo(),
          view.browserHash(),
          String.valueOf(view.expiresAt().toEpochMilli()),
          String.valueOf(LIFETIME.toMillis()));
    } catch (DataAccessException e) {
      log.warn("Redis does not answer: {}", e.getMessage());
    }
  }

  private static OnboardingView read(Map<String, String> entry) {
    String merchantNo = field(entry, "merchantNo");
    return new OnboardingView(
        field(entry, "browserHash"),
        OnboardingStatus.valueOf(field(entry, "status")),
        merchantNo.isEmpty() ? null : merchantNo,
        Long.parseLong(field(entry, "version")),
        Instant.ofEpochMilli(Long.parseLong(field(entry, "expiresAt"))));
  }

  private static String field(Map<String, String> entry, String name) {
    @Nullable String value = entry.get(name);
    if (value == null) {
      throw new IllegalStateException("A cached onboarding has no " + name + ".");
    }
    return value;
  }

  private static String key(String qrToken) {
    return "zhaoli:onboarding:" + qrToken;
  }
}
