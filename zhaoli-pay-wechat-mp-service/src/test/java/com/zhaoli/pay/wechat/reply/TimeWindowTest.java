package com.zhaoli.pay.wechat.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {
  private static final List<DayOfWeek> WORKDAYS =
      List.of(
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY);

  /** 2026-11-27 is a Friday. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-27T00:59:59.999Z, false",
    "2026-11-27T01:00:00Z, true",
    "2026-11-27T09:59:59.999Z, true",
    "2026-11-27T10:00:00Z, false",
    "2026-11-28T02:00:00Z, false"
  })
  void businessHoursAreThoseOfChina(Instant at, boolean open) {
    TimeWindow hours =
        new TimeWindow(null, null, WORKDAYS, LocalTime.of(9, 0), LocalTime.of(18, 0));

    assertThat(hours.contains(at)).isEqualTo(open);
  }

  /** Friday's night lasts until Saturday's morning; Sunday's does not begin. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-27T13:59:59Z, false",
    "2026-11-27T14:00:00Z, true",
    "2026-11-27T21:59:59Z, true",
    "2026-11-27T22:00:00Z, false",
    "2026-11-29T20:00:00Z, false"
  })
  void aNightBelongsToTheDayOnWhichItBegins(Instant at, boolean open) {
    TimeWindow night =
        new TimeWindow(null, null, WORKDAYS, LocalTime.of(22, 0), LocalTime.of(6, 0));

    assertThat(night.contains(at)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31T15:59:59Z, false",
    "2026-12-31T16:00:00Z, true",
    "2027-01-03T15:59:59Z, true",
    "2027-01-03T16:00:00Z, false"
  })
  void datesAreWholeDaysOfChina(Instant at, boolean open) {
    TimeWindow holidays =
        new TimeWindow(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 3), null, null, null);

    assertThat(holidays.contains(at)).isEqualTo(open);
  }

  @Test
  void aWindowThatNeverOpensIsNone() {
    LocalTime nine = LocalTime.of(9, 0);
    LocalDate day = LocalDate.of(2027, 1, 1);

    assertThatThrownBy(() -> new TimeWindow(null, null, null, nine, nine))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> new TimeWindow(null, null, null, nine, null))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> new TimeWindow(day, day.minusDays(1), null, null, null))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> new TimeWindow(null, null, List.of(), null, null))
        .isInstanceOf(ApiException.class);
  }
}
