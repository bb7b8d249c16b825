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
      Deliveries deliveries = new Deliveries(broker, shop, cpu);
      deliver(deliveries, merchantNo, MANY, new Rounds());
      Rounds few = new Rounds();
      Rounds many = new Rounds();
      long repeated = 0;
      List<Double> firstHealthyMillis = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        repeated += deliver(deliveries, merchantNo, FEW, few);
        repeated += deliver(deliveries, merchantNo, MANY, many);
        firstHealthyMillis.add(behindAHangingOne(broker, shop, consumer));
        System.out.printf(
            "Round %d of %d: %.0f/s of %d, %.0f/s of %d; first behind a hanging one %.0f ms%n",
            round, ROUNDS, few.last(), FEW, many.last(), MANY, firstHealthyMillis.get(round - 1));
      }
      return report(here, cpu, few, many, repeated, firstHealthyMillis);
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

  /** How many came twice. */
  private static long deliver(Deliveries deliveries, String merchantNo, int events, Rounds rounds)
      throws InterruptedException {
    Shop shop = deliveries.shop();
    deliveries.deliver(Events.frames(events, merchantNo, shop.url("/quick")), events, rounds);
    return shop.repeated();
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
    Deliveries.requireAll(shop, HANGING + HEALTHY);
    return (first - begin) / MILLIS;
  }

  private BenchReport report(
      Environment here,
      CpuTimes cpu,
      Rounds few,
      Rounds many,
      long repeated,
      List<Double> firstHealthyMillis) {
    List<BenchReport.Row> rows =
        List.of(
            few.row("events of " + FEW),
            many.row("events of " + MANY),
            BenchReport.Row.of("first behind a hanging merchant", "ms", firstHealthyMillis));
    SortedMap<String, Double> ratios = new TreeMap<>();
    ratios.put("delivery5000VsJeepay", rows.get(0).median() / JEEPAY_PER_SECOND);
    ratios.put("delivery50000VsJeepay", rows.get(1).median() / JEEPAY_PER_SECOND);
    SortedMap<String, String> conditions = new TreeMap<>();
    conditions.put("webhooks that came twice", Long.toString(repeated));
    conditions.put("notify-consumer", cpu.jvmOptions("notify-consumer"));
    return new BenchReport(name(), here, rows, ratios, conditions);
  }
}
