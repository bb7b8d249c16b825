package com.zhaoli.pay.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000L;
  private static final RateLimit TWO_A_SECOND = new RateLimit(2, 4);

  private final TokenBucket bucket = new TokenBucket(4, 0);

  @Test
  void aBurstPassesAndThenTheRateHolds() {
    for (int i = 0; i < 4; i++) {
      assertThat(bucket.take(TWO_A_SECOND, 0)).isZero();
    }
    assertThat(bucket.take(TWO_A_SECOND, 0)).isEqualTo(1);
    assertThat(bucket.take(TWO_A_SECOND, SECOND / 2)).isZero();
    assertThat(bucket.take(TWO_A_SECOND, SECOND / 2)).isEqualTo(1);
  }

  @Test
  void aLongPauseFillsNoMoreThanTheBurst() {
    for (int i = 0; i < 4; i++) {
      assertThat(bucket.take(TWO_A_SECOND, 3600 * SECOND)).isZero();
    }
    assertThat(bucket.take(TWO_A_SECOND, 3600 * SECOND)).isPositive();
  }

  @Test
  void aSmallerLimitHoldsAtOnce() {
    assertThat(bucket.take(new RateLimit(1, 1), 0)).isZero();
    assertThat(bucket.take(new RateLimit(1, 1), 0)).isEqualTo(1);
  }

  @Test
  void anEarlierTimeCountsAsTheLastOne() {
    for (int i = 0; i < 4; i++) {
      bucket.take(TWO_A_SECOND, 10 * SECOND);
    }
    assertThat(bucket.take(TWO_A_SECOND, 0)).isPositive();
    assertThat(bucket.take(TWO_A_SECOND, 10 * SECOND)).isPositive();
  }

  @Test
  void aLimitOfNothingIsNone() {
    assertThatThrownBy(() -> new RateLimit(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimit(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
