package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.time.TimeBounds;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Times in addresses are such as JSON has, and within {@link TimeBounds}. */
public final class TimeParameters implements WebMvcConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addFormatterForFieldType(
        Instant.class, (time, locale) -> time.toString(), (text, locale) -> instant(text));
    registry.addFormatterForFieldType(
        LocalDate.class, (day, locale) -> day.toString(), (text, locale) -> day(text));
  }

  private static Instant instant(String text) {
    Instant time = Instant.parse(text);
    TimeBounds.check(time);
    return time;
  }

  private static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    TimeBounds.check(day);
    return day;
  }
}
