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
    Map<String, Rounds> cases = new LinkedHashMap<>();
    try (Broker broker = Broker.open(environment);
        Shop shop = new Shop()) {
      String merchantNo = Ids.withPrefix("mch_scaling_");
      consumer.addMerchant(merchantNo);
      Measurement measurement =
          new Measurement(new Deliveries(broker, shop, cpu), merchantNo, cases);
      System.out.println("Warming up.");
      measurement.deliver(EVENTS, USUAL_MEMBERS, QUICK, new Rounds());
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
    cases.forEach((label, rounds) -> rows.add(rounds.row(label)));
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
        measurement.deliver(EVENTS, USUAL_MEMBERS, QUICK, new Rounds());
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
  private record Measurement(Deliveries deliveries, String merchantNo, Map<String, Rounds> cases) {

    void measure(String label, int events, int members, String path) throws InterruptedException {
      Rounds rounds = cases.computeIfAbsent(label, one -> new Rounds());
      deliver(events, members, path, rounds);
      System.out.printf("  %-34s %8.0f/s%n", label, rounds.last());
    }

    void deliver(int events, int members, String path, Rounds rounds) throws InterruptedException {
      String url = deliveries.shop().url(path);
      deliveries.deliver(Events.frames(events, members, merchantNo, url), events, rounds);
    }
  }
}
