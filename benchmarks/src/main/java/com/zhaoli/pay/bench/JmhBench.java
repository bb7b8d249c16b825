package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.BenchReport.Row;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs methods of one JMH class as cases, in interleaved rounds. */
abstract class JmhBench implements Bench {
  private static final String UNIT = "micros/op";
  private static final int JVM_WARNS_OF_UNSAFE = 24;

  private final Effort effort;
  private final Clock clock;

  JmhBench(Effort effort, Clock clock) {
    this.effort = effort;
    this.clock = clock;
  }

  /** A benchmark method with the parameters that make it one case. */
  record Case(String label, String method, Map<String, String> parameters) {}

  abstract Class<?> benchmarks();

  abstract List<Case> cases();

  abstract SortedMap<String, Double> ratios(BenchReport measured);

  @Override
  public final BenchReport run() {
    Environment here = Environment.here(clock);
    Map<String, List<Double>> rounds = new LinkedHashMap<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      for (Case one : cases()) {
        double micros = measure(one);
        rounds.computeIfAbsent(one.label(), label -> new ArrayList<>()).add(micros);
        System.out.printf(
            "round %d of %d  %-28s %10.3f %s%n", round, effort.rounds(), one.label(), micros, UNIT);
      }
    }
    List<Row> rows =
        rounds.entrySet().stream()
            .map(measured -> Row.of(measured.getKey(), UNIT, measured.getValue()))
            .toList();
    BenchReport plain = new BenchReport(name(), here, rows, new TreeMap<>());
    return new BenchReport(name(), here, rows, ratios(plain));
  }

  private double measure(Case one) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(benchmarks().getName() + "." + one.method()) + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .jvmArgs(jvmArguments())
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(effort.warmupMillis()))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(effort.measureMillis()))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    one.parameters().forEach((name, value) -> options.param(name, value));
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      if (results.size() != 1) {
        throw new IllegalStateException(one + " matched " + results.size() + " benchmarks");
      }
      return results.iterator().next().getPrimaryResult().getScore();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not run " + one.label(), e);
    }
  }

  /** Newer JVMs would write a warning about JMH's own use of Unsafe between the figures. */
  private static String[] jvmArguments() {
    return Runtime.version().feature() < JVM_WARNS_OF_UNSAFE
        ? new String[] {"-Xms256m", "-Xmx256m"}
        : new String[] {"-Xms256m", "-Xmx256m", "--sun-misc-unsafe-memory-access=allow"};
  }
}
