package com.zhaoli.pay.payment.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2026-05-02T02:00:00Z");

  static ReconcileProperties limits() {
    return new ReconcileProperties(
        Duration.ofHours(10),
        7,
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        500,
        1_000,
        Duration.ofMinutes(10),
        Duration.ofHours(4),
        20,
        Duration.ofMinutes(30),
        Duration.ofMinutes(30),
        Duration.ofDays(7));
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "1, 10", "2, 20", "3, 40", "5, 160", "6, 240", "19, 240"})
  void pausesDoubleUpToTheLongest(int tries, long minutes) {
    assertThat(RetrySchedule.next(tries, NOW, limits()))
        .contains(NOW.plus(Duration.ofMinutes(minutes)));
  }

  @Test
  void afterEnoughTriesItIsLeftToPeople() {
    assertThat(RetrySchedule.next(20, NOW, limits())).isEmpty();
    assertThat(RetrySchedule.next(Integer.MAX_VALUE, NOW, limits())).isEmpty();
  }

  @Test
  void aDayBeginsAtMidnightInShanghai() {
    BusinessDay day = BusinessDay.of(Instant.parse("2026-05-01T16:00:00Z"));
    assertThat(day).hasToString("2026-05-02");
    assertThat(day.start()).isEqualTo("2026-05-01T16:00:00Z");
    assertThat(day.contains(day.end())).isFalse();
    assertThat(day.contains(day.end().minusMillis(1))).isTrue();
    assertThat(BusinessDay.of(day.start().minusMillis(1))).isEqualTo(day.previous());
  }
}
