package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.delivery.Broker;
import com.zhaoli.pay.bench.delivery.Events;
import com.zhaoli.pay.bench.delivery.NotifyConsumer;
import com.zhaoli.pay.bench.delivery.Shop;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.common.id.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the broker's queue to the merchant's server: how many events a second the running platform
 * delivers as signed webhooks to a server on loopback, and how soon a healthy merchant hears of its
 * payments behind one whose server hangs. Every event has to arrive; what arrives twice is counted.
 */
final class DeliveryBench implements Bench {
  /** What Jeepay delivered on two such cores, from its queue to the merchant's server. */
  private static final double JEEPAY_PER_SECOND = 318;

  private static final int ROUNDS = 5;
  private static final int FEW = 5_000;
  private static final int MANY = 50_000;
  private static final int HANGING = 400;
  private static final int HEALTHY = 100;
  private static final long LIMIT_SECONDS = 240;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e6;

  private final Clock clock;
  private final Map<String, String> environment;

  DeliveryBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public String description() {
    return "events from the queue to merchants' servers on the running platform";
  }

  /** Rounds of one case. */
  private static final class Case {
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();
    private long repeated;
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    NotifyConsumer consumer = NotifyConsumer.of(environment, clock);
    CpuTimes cpu = new CpuTimes(platform.runDir());
    Environment here = Environment.here(clock);
    try (Broker broker = Broker.open(environment);
        Shop shop = new Shop()) {
      String merchantNo = merchant(consumer);
      System.out.println("Warming up with " + MANY + " events.");
      deliver(broker, shop, cpu, merchantNo, MANY, new Case());
      Case few = new Case();
      Case many = new Case();
      List<Double> firstHealthyMillis = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        deliver(broker, shop, cpu, merchantNo, FEW, few);
        deliver(broker, shop, cpu, merchantNo, MANY, many);
        firstHealthyMillis.add(behindAHangingOne(broker, shop, consumer));
        System.out.printf(
            "Round %d of %d: %.0f/s of %d, %.0f/s of %d; first behind a hanging one %.0f ms%n",
            round,
            ROUNDS,
            last(few.perSecond),
            FEW,
            last(many.perSecond),
            MANY,
            last(firstHealthyMillis));
      }
      return report(here, cpu, few, many, firstHealthyMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
  }

  private static String merchant(NotifyConsumer consumer) throws InterruptedException {
    String merchantNo = Ids.withPrefix("mch_bench_");
    consumer.addMerchant(merchantNo);
    return merchantNo;
  }

  private static void deliver(
      Broker broker, Shop shop, CpuTimes cpu, String merchantNo, int events, Case result)
      throws InterruptedException {
    List<byte[]> frames = Events.frames(events, merchantNo, shop.url("/quick"));
    shop.expect(events);
    CpuTimes.Snapshot before = cpu.take();
    long begin = System.nanoTime();
    broker.publish(frames);
    requireAll(shop, events);
    double seconds = (System.nanoTime() - begin) / NANOS;
    result.perSecond.add(events / seconds);
    result.cpuMicros.add(cpu.take().since(before).platform() / (double) events);
    result.repeated += shop.repeated();
  }

  private static void requireAll(Shop shop, int events) throws InterruptedException {
    if (!shop.awaitAll(LIMIT_SECONDS)) {
      throw new BenchFailure(
          "Not all of " + events + " events arrived within " + LIMIT_SECONDS + " s.");
    }
  }

  /** How long the first event of a healthy merchant takes behind those of one that hangs. */
  private static double behindAHangingOne(Broker broker, Shop shop, NotifyConsumer consumer)
      throws InterruptedException {
    // New ones each time: nothing is known of them, as of any merchant whose server begins to hang.
    List<byte[]> hanging = Events.frames(HANGING, merchant(consumer), shop.url("/hanging"));
    List<byte[]> healthy = Events.frames(HEALTHY, merchant(consumer), shop.url("/quick"));
    shop.expect(HANGING + HEALTHY);
    shop.hang();
    broker.publish(hanging);
    long begin = System.nanoTime();
    broker.publish(healthy);
    long first = shop.awaitFirstQuick(LIMIT_SECONDS);
    shop.release();
    requireAll(shop, HANGING + HEALTHY);
    return (first - begin) / MILLIS;
  }

  private static double last(List<Double> rounds) {
    return rounds.get(rounds.size() - 1);
  }

  private BenchReport report(
      Environment here, CpuTimes cpu, Case few, Case many, List<Double> firstHealthyMillis) {
    List<BenchReport.Row> rows =
        List.of(
            row("events of " + FEW, few),
            row("events of " + MANY, many),
            BenchReport.Row.of("first behind a hanging merchant", "ms", firstHealthyMillis));
    SortedMap<String, Double> ratios = new TreeMap<>();
    ratios.put("delivery5000VsJeepay", rows.get(0).median() / JEEPAY_PER_SECOND);
    ratios.put("delivery50000VsJeepay", rows.get(1).median() / JEEPAY_PER_SECOND);
    SortedMap<String, String> conditions = new TreeMap<>();
    conditions.put("webhooks that came twice", Long.toString(few.repeated + many.repeated));
    conditions.put("notify-consumer", cpu.jvmOptions("notify-consumer"));
    return new BenchReport(name(), here, rows, ratios, conditions);
  }

  private static BenchReport.Row row(String label, Case rounds) {
    return BenchReport.Row.withCpu(label, "1/s", rounds.perSecond, rounds.cpuMicros);
  }
}
