package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.id.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The access token of one account, a stable one, kept in Redis for all instances.
 *
 * <p>However many ask for it at once, an instance has one of them look after it, and of all
 * instances one asks WeChat while the others wait for what it puts into Redis. Nobody fails because
 * others were first, or because one of them died: after a while one asks WeChat by itself, which
 * gives everybody the same token.
 *
 * <p>A token that WeChat refuses is taken out of Redis by the first who says so, so that the next
 * is asked for once. One that WeChat gives again after that is left there for a while: where WeChat
 * refuses what it gives, not every call asks for a token.
 */
final class SharedAccessToken {
  private static final Logger log = LoggerFactory.getLogger(SharedAccessToken.class);

  /** WeChat gives a new token in the last five minutes of the one before, which holds till then. */
  private static final int RENEWED_SECONDS_BEFORE = 240;

  private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(50);

  private static final RedisScript<Long> UNLOCK =
      script(
          "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"
              + " return 0");

  private static final RedisScript<Long> TAKE_OUT =
      script(
          "if redis.call('get', KEYS[1]) ~= ARGV[1] or redis.call('get', KEYS[2]) == ARGV[1]"
              + " then return 0 end"
              + " redis.call('set', KEYS[2], ARGV[1], 'PX', ARGV[2])"
              + " return redis.call('del', KEYS[1])");

  private final StringRedisTemplate redis;
  private final Source source;
  private final Duration asking;
  private final String tokenKey;
  private final String lockKey;
  private final String refusedKey;
  private final Counter given;
  private final Counter failed;
  private final Counter refused;
  private final AtomicReference<CompletableFuture<String>> flight = new AtomicReference<>();

  /** Who gives the token. */
  @FunctionalInterface
  interface Source {
    WxAccessToken ask() throws WxErrorException;
  }

  /**
   * Asks nobody yet.
   *
   * @param prefix of the keys in Redis
   * @param asking the longest that a question to the source takes
   */
  SharedAccessToken(
      StringRedisTemplate redis,
      String prefix,
      String appId,
      Source source,
      Duration asking,
      MeterRegistry meters) {
    this.redis = redis;
    this.source = source;
    this.asking = asking;
    // In braces: of what a script uses together, a cluster must keep all in one place.
    String account = "{" + appId + "}";
    this.tokenKey = prefix + ":access_token:" + account;
    this.lockKey = prefix + ":access_token_lock:" + account;
    this.refusedKey = prefix + ":access_token_refused:" + account;
    this.given = counter(meters, appId, "given");
    this.failed = counter(meters, appId, "failed");
    this.refused = counter(meters, appId, "refused");
  }

  private static Counter counter(MeterRegistry meters, String appId, String event) {
    return meters.counter("zhaoli.wechat.access.tokens", "account", appId, "event", event);
  }

  private static RedisScript<Long> script(String lua) {
    return new DefaultRedisScript<>(lua, Long.class);
  }

  /**
   * The token.
   *
   * @throws WxErrorException when WeChat gives none
   * @throws DataAccessException when Redis does not answer
   */
  String get() throws WxErrorException {
    String kept = kept();
    return kept == null ? lookedAfter() : kept;
  }

  /** WeChat refused a call for this token; whoever asks next gets another one, if there is one. */
  void refused(String token) {
    refused.increment();
    Long takenOut =
        redis.execute(
            TAKE_OUT, List.of(tokenKey, refusedKey), token, String.valueOf(LEFT_ALONE.toMillis()));
    if (takenOut != null && takenOut > 0) {
      log.warn("WeChat refuses the access token of {}; another is asked for", tokenKey);
    }
  }

  /** How long the token in Redis is used yet; zero where there is none. */
  Duration left() {
    Long millis = redis.getExpire(tokenKey, TimeUnit.MILLISECONDS);
    return millis == null || millis < 0 ? Duration.ZERO : Duration.ofMillis(millis);
  }

  private @Nullable String kept() {
    return redis.opsForValue().get(tokenKey);
  }

  private String lookedAfter() throws WxErrorException {
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> others = flight.compareAndExchange(null, mine);
    if (others != null) {
      return joined(others);
    }
    try {
      String token = shared();
      mine.complete(token);
      return token;
    } catch (WxErrorException | RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flight.set(null);
    }
  }

  private String joined(CompletableFuture<String> others) throws WxErrorException {
    try {
      return others.get(longest().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new WxErrorException(new SocketTimeoutException("no access token in time"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WxErrorException refusal) {
        throw new WxErrorException(refusal.getError(), refusal.getCause());
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new WxRuntimeException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WxRuntimeException(e);
    }
  }

  /** Waiting for another instance, and asking then. */
  private Duration longest() {
    return lease().multipliedBy(2).plus(asking);
  }

  /** Who asks has an answer by then, or none. */
  private Duration lease() {
    return asking.plusSeconds(1);
  }

  private String shared() throws WxErrorException {
    String owner = Ids.withPrefix("tok_");
    long begun = System.nanoTime();
    long patience = lease().multipliedBy(2).toNanos();
    while (!Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(lockKey, owner, lease()))) {
      if (System.nanoTime() - begun > patience) {
        log.warn("Nobody puts an access token into {}: it is asked for without waiting", tokenKey);
        return asked();
      }
      pause();
      String kept = kept();
      if (kept != null) {
        return kept;
      }
    }
    try {
      String kept = kept();
      return kept == null ? asked() : kept;
    } finally {
      unlock(owner);
    }
  }

  private String asked() throws WxErrorException {
    WxAccessToken token;
    try {
      token = source.ask();
    } catch (WxErrorException e) {
      failed.increment();
      throw e;
    }
    given.increment();
    int seconds = token.getExpiresIn();
    int used = Math.max(1, seconds - Math.min(RENEWED_SECONDS_BEFORE, seconds / 2));
    try {
      redis.opsForValue().set(tokenKey, token.getAccessToken(), Duration.ofSeconds(used));
    } catch (DataAccessException e) {
      log.warn("The access token is not kept: {}", e.getMessage());
    }
    return token.getAccessToken();
  }

  private void unlock(String owner) {
    try {
      redis.execute(UNLOCK, List.of(lockKey), owner);
    } catch (DataAccessException e) {
      log.warn("{} stays until its time is over: {}", lockKey, e.getMessage());
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WxRuntimeException(e);
    }
  }
}
