package com.zhaoli.pay.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ClientNetwork;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Limits the requests of one client address. Kept in this process, not in Redis: it is the first
 * check of all and protects the gateway itself, so it costs no network call and works while Redis
 * is away. Behind n gateways an address gets up to n times the limit.
 */
public final class AddressLimiter {

  private static final int ADDRESSES_REMEMBERED = 100_000;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final Supplier<? extends Rate> limit;
  private final Ticker ticker;
  private final LoadingCache<String, TokenBucket> buckets;

  AddressLimiter(Supplier<? extends Rate> limit, Ticker ticker) {
    this.limit = limit;
    this.ticker = ticker;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES_REMEMBERED)
            .expireAfterAccess(FORGET_AFTER)
            .ticker(ticker)
            .build(address -> new TokenBucket(limit.get().burst(), ticker.read()));
  }

  /**
   * Counts one request of the address.
   *
   * @throws ApiException RATE_LIMITED with the seconds to wait
   */
  void admit(String remoteAddress) {
    long waitSeconds =
        buckets.get(ClientNetwork.of(remoteAddress)).take(limit.get(), ticker.read());
    if (waitSeconds > 0) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, waitSeconds);
    }
  }
}
