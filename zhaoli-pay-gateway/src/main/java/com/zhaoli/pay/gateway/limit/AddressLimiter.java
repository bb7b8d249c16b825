package com.zhaoli.pay.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Limits the requests of one client address. Kept in this process, not in Redis: it is the first
 * check of all and protects the gateway itself, so it costs no network call and works while Redis
 * is away. Behind n gateways an address gets up to n times the limit.
 */
public final class AddressLimiter {

  private static final int ADDRESSES_REMEMBERED = 100_000;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
  private static final int IPV6_NETWORK_BYTES = 8;

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
    long waitSeconds = buckets.get(clientOf(remoteAddress)).take(limit.get(), ticker.read());
    if (waitSeconds > 0) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, waitSeconds);
    }
  }

  /** One client of IPv6 commands a whole /64 network, so the network is what is counted. */
  public static String clientOf(String remoteAddress) {
    if (remoteAddress.indexOf(':') < 0) {
      return remoteAddress;
    }
    try {
      // A literal with a colon is never looked up in DNS.
      InetAddress address = InetAddress.getByName(remoteAddress);
      if (address instanceof Inet6Address) {
        byte[] network = Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES);
        return HexFormat.of().formatHex(network) + "/64";
      }
      return String.valueOf(address.getHostAddress());
    } catch (UnknownHostException e) {
      return remoteAddress;
    }
  }
}
