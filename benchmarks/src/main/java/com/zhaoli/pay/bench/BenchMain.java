package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.common.time.MillisecondClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./zhaoli bench NAME}: runs a benchmark, prints what it measured, and leaves it in {@code
 * $ZHAOLI_RUN_DIR/bench/NAME.json}. Exit status 2 for a name that is not known, 1 when a benchmark
 * cannot go on, which it says in a sentence.
 *
 * <p>JMH starts JVMs of its own with the class path of this one, so this runs from Boot's extracted
 * layout, as the command has it, and not from the packed jar.
 */
public final class BenchMain {
  private static final int FAILED = 1;
  private static final int UNKNOWN = 2;

  private BenchMain() {}

  public static void main(String[] arguments) throws IOException {
    refusePackedJar();
    String runDir = System.getenv().getOrDefault("ZHAOLI_RUN_DIR", ".run");
    Clock clock = MillisecondClock.system();
    List<Bench> benches = new ArrayList<>(all(Effort.FULL, clock));
    benches.add(new PaymentsBench(clock, System.getenv()));
    benches.add(new GatewayBench(clock, System.getenv()));
    benches.add(new NotifyBench(clock, System.getenv()));
    benches.add(new DeliveryBench(clock, System.getenv()));
    benches.add(new CrashBench(clock, System.getenv()));
    benches.add(new OutageBench(clock, System.getenv()));
    benches.add(new ScalingBench(clock, System.getenv()));
    benches.add(new JobsBench(clock, System.getenv()));
    benches.add(new WechatBench(clock, System.getenv()));
    System.exit(run(Path.of(runDir), benches, arguments));
  }

  /** Those that need no platform. */
  static List<Bench> all(Effort effort, Clock clock) {
    return List.of(new SigningBench(effort, clock), new CodecBench(effort, clock));
  }

  /** From the packed jar JMH's JVMs would find none of their classes. */
  private static void refusePackedJar() {
    if (String.valueOf(BenchMain.class.getResource("BenchMain.class")).startsWith("jar:nested:")) {
      System.err.println("Benchmarks run unpacked: use ./zhaoli bench NAME.");
      System.exit(FAILED);
    }
  }

  static int run(Path runDir, List<Bench> benches, String... arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("Usage: ./zhaoli bench NAME");
      list(benches);
      return UNKNOWN;
    }
    for (Bench bench : benches) {
      if (bench.name().equals(arguments[0])) {
        return run(runDir, bench);
      }
    }
    System.err.println("There is no benchmark " + arguments[0] + ".");
    list(benches);
    return UNKNOWN;
  }

  private static int run(Path runDir, Bench bench) throws IOException {
    try {
      BenchReport report = bench.run();
      Path written = write(report, runDir.resolve("bench"));
      print(report);
      System.out.println("Written to " + written);
      return 0;
    } catch (BenchFailure e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }

  private static void list(List<Bench> benches) {
    System.err.println("Benchmarks:");
    benches.forEach(bench -> System.err.printf("  %-10s %s%n", bench.name(), bench.description()));
  }

  /** A reader never meets half a file. */
  private static Path write(BenchReport report, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path target = directory.resolve(report.name() + ".json");
    Path part = directory.resolve(report.name() + ".json.part");
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.write(part, json.writeValueAsBytes(report));
    return Files.move(
        part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void print(BenchReport report) {
    Environment on = report.ranOn();
    System.out.printf("%n%s on %d x %s, %s%n", report.name(), on.cpus(), on.cpu(), on.jvm());
    int width = report.rows().stream().mapToInt(row -> row.label().length()).max().orElse(1);
    for (BenchReport.Row row : report.rows()) {
      System.out.printf(
          "  %-" + width + "s  median %10.3f  min %10.3f  max %10.3f %s%s%n",
          row.label(),
          row.median(),
          row.min(),
          row.max(),
          row.unit(),
          timesOf(row));
    }
    report.ratios().forEach((name, ratio) -> System.out.printf("  %-28s %17.3f%n", name, ratio));
    report.conditions().forEach((name, what) -> System.out.printf("  %s: %s%n", name, what));
  }

  private static String timesOf(BenchReport.Row row) {
    if (row.p50Ms() == null) {
      return row.cpuMicros() == null ? "" : "  CPU %.0f micros".formatted(row.cpuMicros());
    }
    return "  p50 %.2f ms  p99 %.2f ms  CPU %.0f micros"
        .formatted(row.p50Ms(), row.p99Ms(), row.cpuMicros());
  }
}
