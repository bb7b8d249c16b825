package com.zhaoli.pay.notify.claim;

import com.zhaoli.pay.notify.lua.LuaScripts;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Claims in Redis, one Lua call for a batch (see {@code lua/claim.lua} and {@code lua/settle.lua}).
 * They lie in hashes, one for the payments of each second, which cost Redis a third of keys of
 * their own; a hash is forgotten so long after the last claim in it. Leases run by Redis' own
 * clock, so that no consumer's clock matters.
 *
 * <p>All keys of a call must live on one node: a standalone Redis or a primary with replicas, not a
 * Redis Cluster. Losing Redis, or its last writes, doubles no delivery: each claim is made in the
 * database too.
 */
@Component
class RedisClaims implements Claims {
  private static final Logger log = LoggerFactory.getLogger(RedisClaims.class);
  private static final int CLAIMED = 0;
  private static final int DONE = 1;
  private static final int HELD = 2;
  private static final int BEHIND = 3;

  private final StringRedisTemplate redis;
  private final RedisScript<List<?>> claim = LuaScripts.answeringList("claim.lua");
  private final RedisScript<List<?>> settle = LuaScripts.answeringList("settle.lua");
  private final String leaseMillis;
  private final String retentionMillis;
  private final AtomicBoolean away = new AtomicBoolean();
  private final Counter unavailable;

  RedisClaims(StringRedisTemplate redis, NotifyProperties properties, MeterRegistry meters) {
    this.redis = redis;
    this.leaseMillis = Long.toString(properties.lease().toMillis());
    this.retentionMillis = Long.toString(properties.claimRetention().toMillis());
    this.unavailable =
        Counter.builder("zhaoli.notify.claims.unavailable")
            .description("Claims that were decided by the database alone, since Redis was away")
            .register(meters);
  }

  @Override
  public List<ClaimDecision> claim(String owner, Map<ClaimKey, Integer> headerAttempts) {
    Hashes hashes = new Hashes();
    List<String> arguments = new ArrayList<>(3 * headerAttempts.size() + 3);
    arguments.addAll(List.of(owner, leaseMillis, retentionMillis));
    headerAttempts.forEach(
        (key, attempts) -> {
          arguments.add(hashes.numberOf(key));
          arguments.add(key.redisField());
          arguments.add(attempts.toString());
        });
    List<?> answer = call(claim, hashes.keys(), arguments, headerAttempts.size());
    List<ClaimDecision> decisions = new ArrayList<>(headerAttempts.size());
    for (int i = 0; i < headerAttempts.size(); i++) {
      decisions.add(
          decision(((Number) answer.get(2 * i)).intValue(), (Number) answer.get(2 * i + 1)));
    }
    return decisions;
  }

  @Override
  public void settle(String owner, List<ClaimSettlement> settlements) {
    if (settlements.isEmpty()) {
      return;
    }
    Hashes hashes = new Hashes();
    List<String> arguments = new ArrayList<>(4 * settlements.size() + 2);
    arguments.addAll(List.of(owner, retentionMillis));
    for (ClaimSettlement settlement : settlements) {
      arguments.add(hashes.numberOf(settlement.key()));
      arguments.add(settlement.key().redisField());
      arguments.add(settlement.done() ? "D" : "R");
      arguments.add(Integer.toString(settlement.attempts()));
    }
    try {
      call(settle, hashes.keys(), arguments, settlements.size());
    } catch (ClaimsUnavailableException e) {
      log.debug("Claims stay leased until they run out; the database has settled them", e);
    }
  }

  private List<?> call(
      RedisScript<List<?>> script, List<String> keys, List<String> arguments, int claims) {
    try {
      List<?> answer = redis.execute(script, keys, arguments.toArray());
      if (away.compareAndSet(true, false)) {
        log.info("Redis answers again: claims are made there first, then in the database");
      }
      return answer;
    } catch (DataAccessException | IllegalStateException e) {
      // The latter while the process ends: the connections do so before the last deliveries.
      unavailable.increment(claims);
      if (away.compareAndSet(false, true)) {
        log.warn("Redis is away: the database alone decides claims until it answers again", e);
      }
      throw new ClaimsUnavailableException(e);
    }
  }

  /** The hashes of a call, numbered from 1. */
  private static final class Hashes {
    private final Map<String, String> numbers = new LinkedHashMap<>();

    String numberOf(ClaimKey key) {
      return numbers.computeIfAbsent(key.redisHash(), hash -> Integer.toString(numbers.size() + 1));
    }

    List<String> keys() {
      return List.copyOf(numbers.keySet());
    }
  }

  private static ClaimDecision decision(int code, Number stored) {
    return switch (code) {
      case CLAIMED -> new ClaimDecision.Claimed();
      case DONE -> new ClaimDecision.Done();
      case HELD -> new ClaimDecision.Held();
      case BEHIND -> new ClaimDecision.Behind(stored.intValue());
      default -> throw new IllegalStateException("claim.lua answered " + code);
    };
  }
}
