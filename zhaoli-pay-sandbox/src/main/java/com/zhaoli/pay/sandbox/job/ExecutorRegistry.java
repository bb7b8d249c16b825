package com.zhaoli.pay.sandbox.job;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The executors of each app. An executor registers every 30 seconds; one that has been silent for
 * 90 is gone, as with the real admin.
 */
@Component
final class ExecutorRegistry {
  private static final Duration DEAD_AFTER = Duration.ofSeconds(90);
  private static final int MAX_APPS = 100;
  private static final int MAX_EXECUTORS = 100;

  private final Clock clock;
  private final Map<String, Map<URI, Instant>> seenByApp = new TreeMap<>();

  ExecutorRegistry(Clock clock) {
    this.clock = clock;
  }

  /** Notes that the executor is there; false when there is no room for it. */
  synchronized boolean register(String app, URI address) {
    if (!seenByApp.containsKey(app) && seenByApp.size() >= MAX_APPS) {
      return false;
    }
    Map<URI, Instant> executors = seenByApp.computeIfAbsent(app, key -> new TreeMap<>());
    dropDead(executors);
    if (!executors.containsKey(address) && executors.size() >= MAX_EXECUTORS) {
      return false;
    }
    executors.put(address, clock.instant());
    return true;
  }

  synchronized void remove(String app, URI address) {
    Map<URI, Instant> executors = seenByApp.get(app);
    if (executors != null) {
      executors.remove(address);
    }
  }

  /** The executors that are there, always in the same order: the order gives the shard index. */
  synchronized List<URI> alive(String app) {
    Map<URI, Instant> executors = seenByApp.getOrDefault(app, new TreeMap<>());
    dropDead(executors);
    return List.copyOf(executors.keySet());
  }

  private void dropDead(Map<URI, Instant> executors) {
    Instant oldest = clock.instant().minus(DEAD_AFTER);
    executors.values().removeIf(seen -> seen.isBefore(oldest));
  }
}
