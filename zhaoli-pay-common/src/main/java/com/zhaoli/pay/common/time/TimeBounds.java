package com.zhaoli.pay.common.time;

import java.time.Instant;
import java.time.LocalDate;

/** The times that callers may name: such as every database takes and every clock can be set to. */
public final class TimeBounds {
  private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private TimeBounds() {}

  /**
   * Lets a time of this age through.
   *
   * @throws OutOfBoundsException for one before 1970 or after 9999, in UTC
   */
  public static void check(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(END)) {
      throw new OutOfBoundsException();
    }
  }

  /**
   * Lets a day of this age through.
   *
   * @throws OutOfBoundsException for one before 1970 or after 9999
   */
  public static void check(LocalDate day) {
    if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
      throw new OutOfBoundsException();
    }
  }

  /** A time that no database of ours can keep. */
  public static final class OutOfBoundsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final String PROBLEM = "must be from 1970 to 9999";

    OutOfBoundsException() {
      super(PROBLEM);
    }

    @Override
    public String getMessage() {
      return PROBLEM;
    }
  }
}
