package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day of business: from midnight to midnight in Shanghai, whatever zone a machine is in. */
public record BusinessDay(LocalDate date) {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;

  /**
   * A day that somebody asks for.
   *
   * @param field what it is called in the request
   * @throws ApiException REQUEST_INVALID for a day that no business is done on, and that dates in a
   *     database cannot hold
   */
  public static BusinessDay asked(LocalDate date, String field) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          field,
          "must be a day from " + FIRST_YEAR + " to " + LAST_YEAR);
    }
    return new BusinessDay(date);
  }

  public static BusinessDay today(Clock clock) {
    return of(clock.instant());
  }

  public static BusinessDay of(Instant instant) {
    return new BusinessDay(LocalDate.ofInstant(instant, ZONE));
  }

  public Instant start() {
    return date.atStartOfDay(ZONE).toInstant();
  }

  /** The first instant that is no longer of this day. */
  public Instant end() {
    return date.plusDays(1).atStartOfDay(ZONE).toInstant();
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(start()) && instant.isBefore(end());
  }

  public BusinessDay next() {
    return new BusinessDay(date.plusDays(1));
  }

  public BusinessDay previous() {
    return new BusinessDay(date.minusDays(1));
  }

  @Override
  public String toString() {
    return date.toString();
  }
}
