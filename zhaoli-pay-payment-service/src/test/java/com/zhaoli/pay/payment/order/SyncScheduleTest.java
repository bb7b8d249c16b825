package com.zhaoli.pay.payment.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncScheduleTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant FAR_END = BEGIN.plus(Duration.ofDays(30));

  @ParameterizedTest
  @CsvSource({
    "0,15",
    "15,15",
    "60,15",
    "120,20",
    "360,60",
    "1200,200",
    "21600,3600",
    "900000,3600"
  })
  void theIntervalGrowsWithTheAge(long ageSeconds, long expectedSeconds) {
    Instant now = BEGIN.plusSeconds(ageSeconds);
    assertThat(SyncSchedule.next(BEGIN, FAR_END, now)).isEqualTo(now.plusSeconds(expectedSeconds));
  }

  @Test
  void theEndOfAPaymentIsNotSleptThrough() {
    Instant expiresAt = BEGIN.plusSeconds(1_800);
    Instant now = BEGIN.plusSeconds(1_790);
    assertThat(SyncSchedule.next(BEGIN, expiresAt, now))
        .isEqualTo(SyncSchedule.closeDueAt(expiresAt));
  }

  @Test
  void afterTheEndTheIntervalGoesOnGrowing() {
    Instant expiresAt = BEGIN.plusSeconds(60);
    Instant now = BEGIN.plusSeconds(6_000);
    assertThat(SyncSchedule.next(BEGIN, expiresAt, now)).isEqualTo(now.plusSeconds(1_000));
  }

  @Test
  void aPaymentIsOverWhenItsTimeAndTheGraceAre() {
    Instant expiresAt = BEGIN.plusSeconds(60);
    Instant end = expiresAt.plus(SyncSchedule.GRACE);
    assertThat(SyncSchedule.isOver(expiresAt, end.minusMillis(1))).isFalse();
    assertThat(SyncSchedule.isOver(expiresAt, end)).isTrue();
  }
}
