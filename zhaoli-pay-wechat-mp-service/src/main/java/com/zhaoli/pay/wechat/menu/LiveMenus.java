package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.wechat.menu.internal.LiveMenuCache;
import com.zhaoli.pay.wechat.menu.internal.LiveMenuStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/**
 * What is live on each account, read from Redis and, where that does not know it, from the
 * database.
 *
 * <p>Guaranteed: after a publication every instance reads it as soon as Redis was told, which the
 * sweep repeats until it is done; before that an entry may be as old as its life in Redis. Without
 * Redis, or with an empty one, the database answers. However many ask at once, an instance has one
 * read of the database for an account under way.
 */
@Service
public class LiveMenus {
  private static final Logger log = LoggerFactory.getLogger(LiveMenus.class);

  /**
   * Each call to a Redis that is away may take its time-out: meanwhile nobody else waits for it.
   */
  private static final long LEFT_ALONE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int FLIGHT_SECONDS = 10;

  private final LiveMenuStore store;
  private final LiveMenuCache cache;
  private final Duration life;
  private final Counter hits;
  private final Counter misses;
  private final Counter without;
  private final Counter loads;
  private final ConcurrentMap<String, CompletableFuture<LiveMenuCache.Entry>> flights =
      new ConcurrentHashMap<>();

  /** When Redis is to be asked again; 0 while it answers. */
  private final AtomicLong askAgainAt = new AtomicLong();

  LiveMenus(
      LiveMenuStore store, LiveMenuCache cache, MenuProperties properties, MeterRegistry meters) {
    this.store = store;
    this.cache = cache;
    this.life = properties.cacheTtl();
    this.hits = meters.counter("zhaoli.wechat.menu.cache", "result", "hit");
    this.misses = meters.counter("zhaoli.wechat.menu.cache", "result", "miss");
    this.without = meters.counter("zhaoli.wechat.menu.cache", "result", "unavailable");
    this.loads = meters.counter("zhaoli.wechat.menu.loads");
  }

  /** Empty where nothing was published yet. */
  public Optional<LiveMenuBO> find(String account) {
    Optional<LiveMenuCache.Entry> known = Optional.empty();
    if (mayAskRedis()) {
      try {
        known = cache.find(account);
        askAgainAt.set(0);
        (known.isPresent() ? hits : misses).increment();
      } catch (DataAccessException e) {
        leaveRedisAlone(e);
        without.increment();
      }
    } else {
      without.increment();
    }
    return Optional.ofNullable(known.orElseGet(() -> loadedOnce(account)).live());
  }

  /** The same, read from the database whatever Redis knows. */
  public Optional<LiveMenuBO> stored(String account) {
    return store.find(account);
  }

  /** Tells Redis what was published; false when it does not answer. */
  boolean announce(String account) {
    Optional<LiveMenuBO> live = store.find(account);
    if (live.isEmpty()) {
      return true;
    }
    try {
      cache.put(account, new LiveMenuCache.Entry(live.get()), life);
      store.announced(live.get());
      return true;
    } catch (DataAccessException e) {
      log.warn("The cache was not told of the menu of {}: {}", account, e.getMessage());
      return false;
    }
  }

  private LiveMenuCache.Entry loadedOnce(String account) {
    CompletableFuture<LiveMenuCache.Entry> mine = new CompletableFuture<>();
    CompletableFuture<LiveMenuCache.Entry> flight = flights.putIfAbsent(account, mine);
    if (flight != null) {
      return joined(flight.copy().orTimeout(FLIGHT_SECONDS, TimeUnit.SECONDS));
    }
    try {
      LiveMenuCache.Entry entry = load(account);
      mine.complete(entry);
      return entry;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(account, mine);
    }
  }

  private LiveMenuCache.Entry load(String account) {
    if (askAgainAt.get() != 0) {
      return fromDatabase(account);
    }
    try {
      // Somebody may have put it there since it was missed.
      Optional<LiveMenuCache.Entry> known = cache.find(account);
      if (known.isPresent()) {
        return known.get();
      }
    } catch (DataAccessException e) {
      leaveRedisAlone(e);
      return fromDatabase(account);
    }
    LiveMenuCache.Entry entry = fromDatabase(account);
    try {
      cache.put(account, entry, life);
    } catch (DataAccessException e) {
      leaveRedisAlone(e);
    }
    return entry;
  }

  private LiveMenuCache.Entry fromDatabase(String account) {
    loads.increment();
    return new LiveMenuCache.Entry(store.find(account).orElse(null));
  }

  /** While Redis is away one caller at a time tries it. */
  private boolean mayAskRedis() {
    long at = askAgainAt.get();
    if (at == 0) {
      return true;
    }
    long now = System.nanoTime();
    return now - at >= 0 && askAgainAt.compareAndSet(at, notZero(now + LEFT_ALONE_NANOS));
  }

  private void leaveRedisAlone(DataAccessException e) {
    log.warn("Redis does not answer, menus come from the database: {}", e.getMessage());
    askAgainAt.set(notZero(System.nanoTime() + LEFT_ALONE_NANOS));
  }

  private static long notZero(long nanos) {
    return nanos == 0 ? 1 : nanos;
  }

  private static LiveMenuCache.Entry joined(CompletableFuture<LiveMenuCache.Entry> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
