package com.zhaoli.pay.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AddressLimiterTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AddressLimiter limiter = new AddressLimiter(limits()::address, nanos::get);

  @Test
  void eachAddressHasItsOwnBucket() {
    limiter.admit("10.0.0.1");
    assertThatThrownBy(() -> limiter.admit("10.0.0.1"))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.retryAfterSeconds()).isEqualTo(1));
    assertThatCode(() -> limiter.admit("10.0.0.2")).doesNotThrowAnyException();
    nanos.addAndGet(1_000_000_000L);
    assertThatCode(() -> limiter.admit("10.0.0.1")).doesNotThrowAnyException();
  }

  @Test
  void aNetworkOfIpv6IsOneClient() {
    limiter.admit("2001:db8:1:2::1");
    assertThatThrownBy(() -> limiter.admit("2001:db8:1:2:ffff::9"))
        .isInstanceOf(ApiException.class);
    assertThatCode(() -> limiter.admit("2001:db8:1:3::1")).doesNotThrowAnyException();
  }

  private static LiveLimits limits() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "zhaoli.gateway.limits.address.per-second", 1,
                    "zhaoli.gateway.limits.address.burst", 1)));
    return new LiveLimits(environment);
  }
}
