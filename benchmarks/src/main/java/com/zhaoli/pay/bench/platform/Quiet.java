package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * When processes have nothing left to do: over a span they hardly use a processor. What programs
 * use that {@code ./zhaoli} did not start is not known, and nothing waits for those.
 *
 * @param span that is looked at
 * @param processors that they use meanwhile at most, all together
 * @param processes by the names of {@code ./zhaoli status}
 */
public record Quiet(Duration span, double processors, Predicate<String> processes) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Waits for that, five minutes at most.
   *
   * @throws BenchFailure when something goes on using them
   */
  public void await(CpuTimes cpu) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    double quietMicros = processors * span.toNanos() / 1_000;
    long usedMicros;
    do {
      CpuTimes.Snapshot before = cpu.take();
      TimeUnit.NANOSECONDS.sleep(span.toNanos());
      usedMicros = used(cpu.take().since(before).byProcess());
      if (System.nanoTime() > deadline) {
        throw new BenchFailure(
            "The platform is still busy after %d s: find out with what (./zhaoli logs NAME), then measure."
                .formatted(LIMIT.toSeconds()));
      }
    } while (usedMicros > quietMicros);
  }

  /** A process used less than before where a child of it has ended: that hides no other's work. */
  long used(Map<String, Long> microsByProcess) {
    return microsByProcess.entrySet().stream()
        .filter(process -> processes.test(process.getKey()))
        .mapToLong(process -> Math.max(0, process.getValue()))
        .sum();
  }
}
