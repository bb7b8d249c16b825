package com.zhaoli.pay.payment.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many payments may be begun at stores in a minute. Counted in each process by itself, so with
 * n of them up to n times as many pass; it stops a script, not an accountant.
 */
@Component
class StoreRateLimit {
  /** Customers in one shop's network share an address. */
  static final int PER_STORE_AND_ADDRESS = 20;

  static final int PER_STORE = 300;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_COUNTED = 50_000;

  private final Cache<String, AtomicInteger> counters;

  StoreRateLimit(Clock clock) {
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.counters =
        Caffeine.newBuilder()
            .maximumSize(MAX_COUNTED)
            .expireAfterWrite(WINDOW)
            .ticker(ticker)
            .build();
  }

  /**
   * Counts one more.
   *
   * @throws ApiException RATE_LIMITED
   */
  void admit(String storeCode, String address) {
    count(storeCode + " " + address, PER_STORE_AND_ADDRESS);
    count(storeCode, PER_STORE);
  }

  private void count(String key, int limit) {
    if (counters.get(key, unused -> new AtomicInteger()).incrementAndGet() > limit) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, WINDOW.toSeconds());
    }
  }
}
