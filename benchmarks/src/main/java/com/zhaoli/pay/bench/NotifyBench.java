package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.merging.BenchQueue;
import com.zhaoli.pay.bench.merging.Consumers;
import com.zhaoli.pay.bench.merging.Members;
import com.zhaoli.pay.bench.merging.MergingTable;
import com.zhaoli.pay.bench.merging.Work;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.Quiet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What merging brings (requirements R5 and R6): events a second to a quorum queue and from it,
 * persistent and confirmed, merged and singly. The single cases are the best of their kind: their
 * publisher does not wait for each confirm, their consumers prefetch and are as many as help.
 * Consumers do the same for each event in all cases.
 */
final class NotifyBench implements Bench {
  private static final int ROUNDS = 5;
  private static final int SINGLE_WINDOW = 1_000;
  private static final int MERGED_WINDOW = 32;
  private static final double NANOS = 1e9;

  /**
   * The broker goes on writing what it confirmed, some seconds of it after 150,000 single messages.
   * That is the preparation's, not the case's, as are messages in WeChat of another benchmark.
   */
  private static final Quiet SERVERS =
      new Quiet(Duration.ofMillis(500), 0.12, Set.of("mariadb", "rabbitmq", "redis")::contains);

  private static final String ONE_BY_ONE = "producer one by one";
  private static final String WINDOWED = "producer windowed, single";
  private static final String MERGED = "producer merged ";
  private static final String CONSUMER_SINGLE = "consumer one by one";
  private static final String CONSUMER_BATCHED = "consumer batched, not merged";
  private static final String CONSUMER_MERGED = "consumer merged 100";

  private final Clock clock;
  private final Map<String, String> environment;

  NotifyBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public String description() {
    return "merged batches against single messages, with the servers of the running platform";
  }

  /** A case: prepares what is not measured, then does what is. */
  private record Case(int events, Preparation preparation, Run run) {}

  @FunctionalInterface
  private interface Preparation {
    List<byte[]> messages(int events) throws InterruptedException;
  }

  @FunctionalInterface
  private interface Run {
    void go(List<byte[]> messages) throws InterruptedException;
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    CpuTimes cpu = new CpuTimes(platform.runDir());
    Environment here = Environment.here(clock);
    try (Database database = Database.open(platform.database());
        MergingTable table = MergingTable.open(platform.database());
        BenchQueue queue = BenchQueue.open(environment)) {
      String durability = database.requireDurable();
      Map<String, Case> cases = cases(queue, platform, table);
      Map<String, Rounds> results = new LinkedHashMap<>();
      cases.keySet().forEach(label -> results.put(label, new Rounds()));
      for (int round = 0; round <= ROUNDS; round++) {
        System.out.println(round == 0 ? "Warming up." : "Round " + round + " of " + ROUNDS);
        for (Map.Entry<String, Case> one : cases.entrySet()) {
          measure(one.getKey(), one.getValue(), queue, cpu, round, results);
        }
      }
      return report(here, results, durability, database.version());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
  }

  private static void measure(
      String label,
      Case one,
      BenchQueue queue,
      CpuTimes cpu,
      int round,
      Map<String, Rounds> results)
      throws InterruptedException {
    queue.purge();
    List<byte[]> messages = one.preparation().messages(one.events());
    SERVERS.await(cpu);
    CpuTimes.Snapshot before = cpu.take();
    long begin = System.nanoTime();
    one.run().go(messages);
    double seconds = (System.nanoTime() - begin) / NANOS;
    CpuTimes.Snapshot used = cpu.take().since(before);
    Rounds rounds = results.get(label);
    if (round > 0 && rounds != null) {
      rounds.add(
          one.events() / seconds, (used.platform() + used.generator()) / (double) one.events());
    }
    System.out.printf("  %-30s %10.0f/s%n", label, one.events() / seconds);
  }

  private Map<String, Case> cases(BenchQueue queue, Platform platform, MergingTable table) {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put(
        ONE_BY_ONE,
        new Case(3_000, events -> Members.framed(Members.of(events), 1), queue::publishOneByOne));
    cases.put(
        WINDOWED,
        new Case(
            100_000,
            events -> Members.framed(Members.of(events), 1),
            messages -> queue.publish(messages, SINGLE_WINDOW)));
    for (int members : List.of(10, 50, 100, 200)) {
      cases.put(
          MERGED + members,
          new Case(
              200_000,
              Members::of,
              // Framing is part of it: the relay has the members, and makes the frames.
              messages -> queue.publish(Members.framed(messages, members), window(members))));
    }
    cases.put(
        CONSUMER_SINGLE,
        consumerCase(queue, platform, table, 10_000, 1, new Consumers(8, 250, 1, 1)));
    cases.put(
        CONSUMER_BATCHED,
        consumerCase(queue, platform, table, 150_000, 1, new Consumers(4, 1_000, 500, 500)));
    cases.put(
        CONSUMER_MERGED,
        consumerCase(queue, platform, table, 150_000, 100, new Consumers(4, 10, 5, 500)));
    return cases;
  }

  /** As many events in flight as the single case has messages; the relay's own window at least. */
  private static int window(int members) {
    return Math.max(MERGED_WINDOW, SINGLE_WINDOW / members);
  }

  private Case consumerCase(
      BenchQueue queue,
      Platform platform,
      MergingTable table,
      int events,
      int members,
      Consumers consumers) {
    List<Work> works = new ArrayList<>();
    return new Case(
        events,
        number -> {
          works.forEach(Work::close);
          works.clear();
          table.empty();
          queue.publish(Members.framed(Members.of(number), members), SINGLE_WINDOW);
          works.addAll(consumers.connect(environment, platform.database()));
          return List.of();
        },
        messages -> consumers.workOff(queue, events, works));
  }

  private BenchReport report(
      Environment here, Map<String, Rounds> results, String durability, String version) {
    List<BenchReport.Row> rows = new ArrayList<>();
    results.forEach((label, rounds) -> rows.add(rounds.row(label)));
    BenchReport plain = new BenchReport(name(), here, rows, new TreeMap<>());
    SortedMap<String, Double> ratios = new TreeMap<>();
    double windowed = plain.medianOf(WINDOWED);
    ratios.put("producerMerged100", plain.medianOf(MERGED + 100) / windowed);
    ratios.put("producerMerged10", plain.medianOf(MERGED + 10) / windowed);
    double merged = plain.medianOf(CONSUMER_MERGED);
    ratios.put("consumerMerged100", merged / plain.medianOf(CONSUMER_SINGLE));
    ratios.put("consumerMerged100VsBatched", merged / plain.medianOf(CONSUMER_BATCHED));
    SortedMap<String, String> conditions = new TreeMap<>();
    conditions.put("database", version + ", " + durability);
    conditions.put("queue", "quorum, persistent, confirmed; members of 400 bytes");
    return new BenchReport(name(), here, rows, ratios, conditions);
  }
}
