package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.wechat.reply.TimeWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a rule applies, as an operator writes it; what is not said does not restrict. */
record WindowDTO(
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    @Nullable List<DayOfWeek> days,
    @Nullable LocalTime from,
    @Nullable LocalTime to) {

  TimeWindow window() {
    return new TimeWindow(firstDay, lastDay, days, from, to);
  }
}
