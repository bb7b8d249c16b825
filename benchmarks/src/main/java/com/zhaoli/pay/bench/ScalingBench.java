package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.delivery.Broker;
import com.zhaoli.pay.bench.delivery.Events;
import com.zhaoli.pay.bench.delivery.NotifyConsumer;
import com.zhaoli.pay.bench.delivery.Shop;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.Script;
import com.zhaoli.pay.common.id.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What more notify-consumers bring, and larger messages: events a second from the queue to one
 * endpoint on loopback, with one, two and four consumers, and with 10 to 500 events in a message.
 * Where the server answers at once the processors are the limit, which all consumers share here;
 * where it takes its time, the calls that each consumer makes of one endpoint at once.
 */
final class ScalingBench implements Bench {
  private static final String CONSUMER = "notify-consumer";
  private static final List<Integer> INSTANCES = List.of(1, 2, 4);
  private static final List<Integer> MEMBERS = List.of(10, 50, 100, 200, 500);
  private static final int USUAL_MEMBERS = 100;
  private static final String QUICK = "/quick";
  private static final int ROUNDS = 3;
  private static final int EVENTS = 40_000;
  private static final int USUAL_EVENTS = 4_000;
  private static final long LIMIT_SECONDS = 240;
  private static final double NANOS = 1e9;

  private final Clock clock;
  private final Map<String, String> environment;

  ScalingBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public String description() {
    return "deliveries with one, two and four consumers, and with small and large messages";
  }

  /** Rounds of one case. */
  private static final class Case {
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Script script = Script.of(environment, platform);
    if (!script.owns(CONSUMER)) {
      throw new BenchFailure("This benchmark starts and stops notify-consumers of ./zhaoli up.");
    }
    NotifyConsumer consumer = NotifyConsumer.of(environment, clock);
    CpuTimes cpu = new CpuTimes(platform.runDir());
    Environment here = Environment.here(clock);
    Map<String, Case> cases = new LinkedHashMap<>();
    try (Broker broker = Broker.open(environment);
        Shop shop = new Shop()) {
      String merchantNo = Ids.withPrefix("mch_scaling_");
      consumer.addMerchant(merchantNo);
      Measurement measurement = new Measurement(broker, shop, cpu, merchantNo, cases);
      System.out.println("Warming up.");
      measurement.deliver(EVENTS, USUAL_MEMBERS, QUICK, new Case());
      for (int round = 1; round <= ROUNDS; round++) {
        System.out.println("Round " + round + " of " + ROUNDS);
        for (int members : MEMBERS) {
          measurement.measure(members + " events in a message", EVENTS, members, QUICK);
        }
        consumers(script, measurement);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
    List<BenchReport.Row> rows = new ArrayList<>();
    cases.forEach((label, rounds) -> rows.add(row(label, rounds)));
    TreeMap<String, String> conditions = new TreeMap<>();
    conditions.put("events of a round", EVENTS + ", after 20 ms " + USUAL_EVENTS);
    conditions.put("notify-consumer", cpu.jvmOptions(CONSUMER));
    return new BenchReport(name(), here, rows, new TreeMap<>(), conditions);
  }

  private static void consumers(Script script, Measurement measurement)
      throws InterruptedException {
    int running = 1;
    try {
      for (int wanted : INSTANCES) {
        while (running < wanted) {
          running++;
          script.run("start", CONSUMER, "--instance", Integer.toString(running));
        }
        // What was just started is slow at first.
        measurement.deliver(EVENTS, USUAL_MEMBERS, QUICK, new Case());
        String label = wanted + " consumers";
        measurement.measure(label, EVENTS, USUAL_MEMBERS, QUICK);
        measurement.measure(label + ", answers after 20 ms", USUAL_EVENTS, USUAL_MEMBERS, "/usual");
      }
    } finally {
      while (running > 1) {
        script.run("stop", CONSUMER, "--instance", Integer.toString(running));
        running--;
      }
    }
  }

  /** Events from the queue to the shop. */
  private record Measurement(
      Broker broker, Shop shop, CpuTimes cpu, String merchantNo, Map<String, Case> cases) {

    void measure(String label, int events, int members, String path) throws InterruptedException {
      Case rounds = cases.computeIfAbsent(label, one -> new Case());
      deliver(events, members, path, rounds);
      System.out.printf(
          "  %-34s %8.0f/s%n", label, rounds.perSecond.get(rounds.perSecond.size() - 1));
    }

    void deliver(int events, int members, String path, Case rounds) throws InterruptedException {
      List<byte[]> frames = Events.frames(events, members, merchantNo, shop.url(path));
      shop.expect(events);
      CpuTimes.Snapshot before = cpu.take();
      long begin = System.nanoTime();
      broker.publish(frames);
      if (!shop.awaitAll(LIMIT_SECONDS)) {
        throw new BenchFailure("Not all events arrived within " + LIMIT_SECONDS + " s.");
      }
      rounds.perSecond.add(events * NANOS / (System.nanoTime() - begin));
      rounds.cpuMicros.add(cpu.take().since(before).platform() / (double) events);
    }
  }

  private static BenchReport.Row row(String label, Case rounds) {
    return BenchReport.Row.withCpu(label, "1/s", rounds.perSecond, rounds.cpuMicros);
  }
}
