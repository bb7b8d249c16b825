package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a rule applies, by the clocks of China. What is null does not restrict.
 *
 * @param firstDay the first day on which it applies
 * @param lastDay the last one
 * @param days the days of the week
 * @param from the time of day at which it begins
 * @param to the time of day at which it no longer applies; before {@code from} it is of the next
 *     day, which then need be none of the days
 */
public record TimeWindow(
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    @Nullable List<DayOfWeek> days,
    @Nullable LocalTime from,
    @Nullable LocalTime to) {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /**
   * @throws ApiException REQUEST_INVALID for one that never applies or is not whole
   */
  public TimeWindow {
    if (firstDay != null && lastDay != null && lastDay.isBefore(firstDay)) {
      throw invalid("lastDay must not be before firstDay");
    }
    if ((from == null) != (to == null) || (from != null && from.equals(to))) {
      throw invalid("needs from and to, which differ, or neither");
    }
    if (days != null) {
      if (days.isEmpty()) {
        throw invalid("days must name a day");
      }
      days = List.copyOf(EnumSet.copyOf(days));
    }
  }

  boolean contains(Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, CHINA);
    LocalDate day = local.toLocalDate();
    if (from == null || to == null) {
      return begins(day);
    }
    boolean afterFrom = !local.toLocalTime().isBefore(from);
    boolean beforeTo = local.toLocalTime().isBefore(to);
    return from.isBefore(to)
        ? afterFrom && beforeTo && begins(day)
        : (afterFrom && begins(day)) || (beforeTo && begins(day.minusDays(1)));
  }

  private boolean begins(LocalDate day) {
    return (firstDay == null || !day.isBefore(firstDay))
        && (lastDay == null || !day.isAfter(lastDay))
        && (days == null || days.contains(day.getDayOfWeek()));
  }

  private static ApiException invalid(String problem) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, "window", problem);
  }
}
