package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.job.executor.JobFailedException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger may say: {@code threads=8 batch=20 day=2026-01-31 restart=true}, with blanks,
 * commas or lines between.
 *
 * @param threads 1 to 64
 * @param batchKeys 1 to 500
 * @param day the business day; null: not said
 * @param restart whether an unfinished run is given up, and a day that is done is done again
 */
record RunParameters(int threads, int batchKeys, @Nullable LocalDate day, boolean restart) {
  static final int MAX_THREADS = 64;
  private static final int DEFAULT_THREADS = 4;

  /** No service plans a day before it: the run would stay open, and in the way of all others. */
  private static final int FIRST_YEAR = 2000;

  private static final String THREADS = "threads";
  private static final String BATCH = "batch";
  private static final String DAY = "day";
  private static final String RESTART = "restart";

  /**
   * @throws JobFailedException when it says what there is not, or a number out of its bounds
   */
  static RunParameters of(Work work, String parameter) {
    Set<String> known =
        work.perDay() ? Set.of(THREADS, BATCH, DAY, RESTART) : Set.of(THREADS, BATCH, RESTART);
    Map<String, String> said = pairs(work.job(), known, parameter);
    return new RunParameters(
        threads(work.job(), said),
        number(work.job(), said, BATCH, work.batchKeys(), WorkBatch.MAX_KEYS),
        day(work.job(), said.get(DAY)),
        flag(work.job(), said, RESTART));
  }

  static int threads(String job, Map<String, String> said) {
    return number(job, said, THREADS, DEFAULT_THREADS, MAX_THREADS);
  }

  /** The pairs of a parameter, none of them unknown or said twice. */
  static Map<String, String> pairs(String job, Set<String> known, String parameter) {
    Map<String, String> said = new TreeMap<>();
    for (String pair : parameter.strip().split("[\\s,]+", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (equals < 0 || !known.contains(name)) {
        throw new JobFailedException(
            "%s does not know the parameter \"%s\"; it takes %s, such as threads=8."
                .formatted(job, pair, String.join(", ", known.stream().sorted().toList())));
      }
      if (said.put(name, pair.substring(equals + 1)) != null) {
        throw new JobFailedException("%s was told %s twice.".formatted(job, name));
      }
    }
    return said;
  }

  private static int number(
      String job, Map<String, String> said, String name, int otherwise, int max) {
    String text = said.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > max) {
      throw new JobFailedException(
          "%s takes %s from 1 to %d, not \"%s\".".formatted(job, name, max, text));
    }
    return Integer.parseInt(text);
  }

  private static @Nullable LocalDate day(String job, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < FIRST_YEAR) {
        throw new JobFailedException(
            "%s takes a day from %d on, not \"%s\".".formatted(job, FIRST_YEAR, text));
      }
      return day;
    } catch (DateTimeParseException e) {
      throw new JobFailedException(
          "%s takes a day such as day=2026-01-31, not \"%s\".".formatted(job, text), e);
    }
  }

  static boolean flag(String job, Map<String, String> said, String name) {
    String text = said.get(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw new JobFailedException(
        "%s takes %s=true or %s=false, not \"%s\".".formatted(job, name, name, text));
  }
}
