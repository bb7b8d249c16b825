package com.zhaoli.pay.job.run;

import java.time.Duration;

/** Tells how a run comes along, from what was done since this executor looked first. */
final class Pace {
  private final long doneAtFirst;
  private final long begun = System.nanoTime();

  Pace(Progress atFirst) {
    this.doneAtFirst = atFirst.done();
  }

  /** {@code 1200 of 200000 done (0%), 80.0/s, 41m 25s left; 1100 changed, 3 failed.} */
  String line(Progress progress) {
    return line(progress, Duration.ofNanos(System.nanoTime() - begun));
  }

  String line(Progress progress, Duration elapsed) {
    long done = progress.done() - doneAtFirst;
    long millis = Math.max(1, elapsed.toMillis());
    String left =
        done <= 0
            ? "no time to be foreseen"
            : readable(
                    Duration.ofMillis(
                        (long) ((double) (progress.total() - progress.done()) * millis / done)))
                + " left";
    return "%d of %d done (%d%%), %.1f/s, %s; %d changed, %d failed."
        .formatted(
            progress.done(),
            progress.total(),
            progress.total() == 0 ? 100 : progress.done() * 100 / progress.total(),
            done * 1_000.0 / millis,
            left,
            progress.changed(),
            progress.failed());
  }

  private static String readable(Duration time) {
    if (time.toHours() > 0) {
      return "%dh %dm".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%dm %ds".formatted(time.toMinutes(), time.toSecondsPart())
        : "%ds".formatted(time.toSeconds());
  }
}
