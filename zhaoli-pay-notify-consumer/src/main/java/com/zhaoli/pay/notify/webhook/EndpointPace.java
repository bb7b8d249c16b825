package com.zhaoli.pay.notify.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zhaoli.pay.notify.lua.LuaScripts;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Keeps to the number of calls a second that merchants want their endpoints to get, over all
 * instances together: a bucket in Redis for each endpoint, which holds a second's worth of calls
 * (see {@code lua/pace.lua}). Where Redis is away, endpoints are called: a merchant that hears too
 * quickly is better off than one that hears nothing.
 */
@Component
class EndpointPace {
  private static final Logger log = LoggerFactory.getLogger(EndpointPace.class);
  private static final String PREFIX = "zhaoli:notify:pace:";
  private static final int MAX_KNOWN = 100_000;
  private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

  /** Pauses are multiples of this, so that many calls that wait are one statement. */
  private static final Duration STEP = Duration.ofMillis(100);

  /** How long Redis is left alone after it did not answer: each question may take its time-out. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

  /** Somebody is in line for so long after the poller last had something. */
  private static final Duration LINE = Duration.ofSeconds(1);

  private final StringRedisTemplate redis;
  private final String lineMillis;
  private final LongSupplier nanoTime;
  private final RedisScript<List<?>> pace = LuaScripts.answeringList("pace.lua");
  private final Cache<String, Bucket> known =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).expireAfterWrite(KNOWN_FOR).build();
  private volatile long askAgainNanos;

  @Autowired
  EndpointPace(StringRedisTemplate redis, NotifyProperties properties) {
    this(redis, properties.pollInterval(), System::nanoTime);
  }

  EndpointPace(StringRedisTemplate redis, Duration pollInterval, LongSupplier nanoTime) {
    this.redis = redis;
    this.lineMillis = Long.toString(LINE.plus(pollInterval).toMillis());
    this.nanoTime = nanoTime;
    this.askAgainNanos = nanoTime.getAsLong();
  }

  /**
   * Calls that somebody wants to make.
   *
   * @param perSecond what the endpoint wants, 1 to 1000
   */
  record Wanted(String endpointNo, int perSecond, int calls) {}

  /**
   * Takes calls from what the endpoints want, all by one question.
   *
   * @param inLine those calls waited for their turn; as long as some do, new ones get only what
   *     they leave over
   * @return for each endpoint that gets fewer now than is wanted: how many, and the pause after
   *     which there are more
   */
  Map<String, Room> take(List<Wanted> all, boolean inLine) {
    if (all.isEmpty() || nanoTime.getAsLong() - askAgainNanos < 0) {
      return Map.of();
    }
    List<String> keys = new ArrayList<>(all.size());
    List<String> arguments = new ArrayList<>(2 * all.size() + 2);
    arguments.addAll(List.of(inLine ? "1" : "0", lineMillis));
    for (Wanted one : all) {
      keys.add(PREFIX + one.endpointNo());
      arguments.add(Integer.toString(one.perSecond()));
      arguments.add(Integer.toString(one.calls()));
    }
    Map<String, Room> limited = new HashMap<>();
    try {
      List<?> answer = redis.execute(pace, keys, arguments.toArray());
      for (int i = 0; i < all.size(); i++) {
        Wanted one = all.get(i);
        int granted = ((Number) answer.get(2 * i)).intValue();
        double left = ((Number) answer.get(2 * i + 1)).intValue() / 1_000.0;
        Bucket bucket = new Bucket(one.perSecond(), left, nanoTime.getAsLong());
        known.put(one.endpointNo(), bucket);
        if (granted < one.calls()) {
          limited.put(one.endpointNo(), new Room(granted, bucket.pause(left)));
        }
      }
    } catch (DataAccessException | IllegalStateException e) {
      // The latter while the process ends: the connections do so before the last calls are begun.
      askAgainNanos = nanoTime.getAsLong() + LEFT_ALONE.toNanos();
      log.debug("Redis does not say whether endpoints may be called", e);
    }
    return limited;
  }

  /** How many calls an endpoint wants now, as far as this instance knows; takes nothing. */
  Room room(String endpointNo) {
    Bucket bucket = known.getIfPresent(endpointNo);
    return bucket == null ? Room.unlimited() : bucket.roomAt(nanoTime.getAsLong());
  }

  /**
   * What is known of a bucket.
   *
   * @param left calls that were in it at that time
   */
  private record Bucket(int perSecond, double left, long atNanos) {

    Room roomAt(long nanos) {
      double calls =
          Math.min(
              Math.max(perSecond, 1.5),
              left + (nanos - atNanos) * (double) perSecond / 1_000_000_000L);
      return calls >= 1 ? new Room((int) calls, Duration.ZERO) : new Room(0, pause(calls));
    }

    /** Until there is a call in it, and not for less than a step. */
    Duration pause(double calls) {
      double millis = Math.max(0, 1 - calls) * 1_000 / perSecond;
      return STEP.multipliedBy(Math.max(1, (long) Math.ceil(millis / STEP.toMillis())));
    }
  }
}
