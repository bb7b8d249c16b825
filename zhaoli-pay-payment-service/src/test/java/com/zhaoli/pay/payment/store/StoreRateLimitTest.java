package com.zhaoli.pay.payment.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.error.ApiException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StoreRateLimitTest {
  private final Clock clock = mock();
  private final StoreRateLimit limit = new StoreRateLimit(clock);

  @Test
  void anAddressMayBeginTwentyPaymentsAMinuteAtAStore() {
    for (int i = 0; i < StoreRateLimit.PER_STORE_AND_ADDRESS; i++) {
      limit.admit("A", "1.1.1.1");
    }
    assertThatThrownBy(() -> limit.admit("A", "1.1.1.1"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("RATE_LIMITED");
    assertThatCode(() -> limit.admit("A", "1.1.1.2")).doesNotThrowAnyException();
    assertThatCode(() -> limit.admit("B", "1.1.1.1")).doesNotThrowAnyException();

    when(clock.millis()).thenReturn(60_001L);
    assertThatCode(() -> limit.admit("A", "1.1.1.1")).doesNotThrowAnyException();
  }

  @Test
  void allAddressesTogetherMayBeginThreeHundred() {
    for (int i = 0; i < StoreRateLimit.PER_STORE; i++) {
      limit.admit("A", "1.1.1." + i);
    }
    assertThatThrownBy(() -> limit.admit("A", "2.2.2.2")).hasMessageContaining("RATE_LIMITED");
  }
}
