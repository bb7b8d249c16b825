package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.delivery.DeliveryBooks;
import com.zhaoli.pay.bench.delivery.Shop;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.LoadGenerator;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.GatewayLimits;
import com.zhaoli.pay.bench.platform.Memory;
import com.zhaoli.pay.bench.platform.Merchant;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.Script;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The broker is away for a minute while channels call back at a fixed rate: every callback has to
 * be answered with success as quickly as ever, memory stays as it is, and when the broker is back
 * every merchant hears of every payment.
 */
final class OutageBench implements Bench {
  private static final String BROKER = "rabbitmq";
  private static final String PAYMENT_SERVICE = "payment-service";
  private static final int PER_SECOND = 200;
  private static final int SECONDS = 60;
  private static final int CONNECTIONS = 32;
  private static final int CREATING_CONNECTIONS = 16;
  private static final int ORDER_EXPIRE_SECONDS = 600;
  private static final int WARM_UP = 6_000;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration MESSAGES_LIMIT = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 2_000;
  private static final double MEDIAN = 0.50;
  private static final double TAIL = 0.99;
  private static final double NANOS = 1e9;

  private final Clock clock;
  private final Map<String, String> environment;

  OutageBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "outage";
  }

  @Override
  public String description() {
    return "callbacks while the broker is away for a minute (after ./zhaoli demo)";
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Script script = Script.of(environment, platform);
    if (!script.owns(BROKER)) {
      throw new BenchFailure(
          "This benchmark stops the broker that ./zhaoli up started here, and no other.");
    }
    Merchant merchant = Merchant.read(platform.runDir());
    Environment here = Environment.here(clock);
    try (Database database = Database.open(platform.database());
        DeliveryBooks books = DeliveryBooks.open(platform.database(), environment);
        Shop shop = new Shop()) {
      database.requireDurable();
      Creations creations =
          new Creations(
              platform, merchant, new LoadGenerator(platform.gateway()), shop.url("/quick"));
      CallbackPreparation preparation =
          new CallbackPreparation(
              database, PaidCallbacks.Signer.of(platform, clock), creations, LIMIT);
      GatewayLimits limits = GatewayLimits.raise(platform);
      try {
        System.out.println("Warming up with " + WARM_UP + " callbacks.");
        callBack(creations.generator, preparation.prepare(WARM_UP), shop);
        requireAll(shop);
        System.out.println("The same at its rate, with the broker.");
        PaidCallbacks before = preparation.prepare(PER_SECOND * SECONDS);
        awaitMessages(books, merchant);
        LoadResult with = callBack(creations.generator, before, shop);
        requireAll(shop);
        PaidCallbacks callbacks = preparation.prepare(PER_SECOND * SECONDS);
        awaitMessages(books, merchant);
        return measure(here, platform, script, creations.generator, callbacks, shop, with);
      } finally {
        limits.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
  }

  private BenchReport measure(
      Environment here,
      Platform platform,
      Script script,
      LoadGenerator generator,
      PaidCallbacks callbacks,
      Shop shop,
      LoadResult with)
      throws InterruptedException {
    CpuTimes processes = new CpuTimes(platform.runDir());
    script.run("stop", BROKER);
    LoadResult without;
    List<Double> memory;
    long back;
    try (Memory sampled = Memory.sample(processes, PAYMENT_SERVICE)) {
      System.out.println("The broker is away.");
      without = callBack(generator, callbacks, shop);
      memory = sampled.mebibytes();
    } finally {
      script.run("start", BROKER);
      back = System.nanoTime();
    }
    System.out.println("The broker is back.");
    requireAll(shop);
    double seconds = (System.nanoTime() - back) / NANOS;
    List<BenchReport.Row> rows = new ArrayList<>();
    rows.add(latencies("callback with the broker", with));
    rows.add(latencies("callback without the broker", without));
    rows.add(BenchReport.Row.of("memory of payment-service meanwhile", "MiB", memory));
    rows.add(row("events delivered afterwards", "events", without.acceptedCount()));
    rows.add(row("until the last of them", "s", seconds));
    rows.add(row("webhooks that came twice", "events", (double) shop.repeated()));
    SortedMap<String, String> conditions = new TreeMap<>();
    conditions.put("rate", PER_SECOND + " callbacks/s for " + SECONDS + " s");
    conditions.put("JVM options of " + PAYMENT_SERVICE, processes.jvmOptions(PAYMENT_SERVICE));
    return new BenchReport(name(), here, rows, new TreeMap<>(), conditions);
  }

  /** Every single one has to be taken. */
  private static LoadResult callBack(LoadGenerator generator, PaidCallbacks callbacks, Shop shop)
      throws InterruptedException {
    shop.expect(callbacks.count());
    LoadResult load = generator.openLoop(CONNECTIONS, PER_SECOND, callbacks.count(), callbacks);
    if (load.acceptedCount() != callbacks.count()) {
      throw new BenchFailure(
          "%d of %d callbacks were not answered with success, for example: %s"
              .formatted(
                  callbacks.count() - load.acceptedCount(),
                  callbacks.count(),
                  load.firstRefusal()));
    }
    return load;
  }

  /**
   * Messages in WeChat of what went before take longer than webhooks, and would share the
   * processors with what is measured.
   */
  private static void awaitMessages(DeliveryBooks books, Merchant merchant)
      throws InterruptedException {
    long deadline = System.nanoTime() + MESSAGES_LIMIT.toNanos();
    long untold = books.untoldInWechat(merchant.merchantNo());
    while (untold > 0) {
      if (System.nanoTime() > deadline) {
        throw new BenchFailure(untold + " messages of before are not sent.");
      }
      Thread.sleep(LOOK_MILLIS);
      untold = books.untoldInWechat(merchant.merchantNo());
    }
  }

  private static void requireAll(Shop shop) throws InterruptedException {
    if (!shop.awaitAll(LIMIT.toSeconds())) {
      throw new BenchFailure("Not all events arrived within " + LIMIT.toSeconds() + " s.");
    }
  }

  private static BenchReport.Row latencies(String label, LoadResult load) {
    List<Double> tail = List.of(load.latencies().millis(TAIL));
    List<Double> median = List.of(load.latencies().millis(MEDIAN));
    return BenchReport.Row.of(label, "ms (p99)", tail, median, tail, List.of(0.0));
  }

  private static BenchReport.Row row(String label, String unit, double value) {
    return BenchReport.Row.of(label, unit, List.of(value));
  }

  /** Payments whose merchant is told at the benchmark's own shop. */
  private final class Creations implements CallbackPreparation.Creator {
    private final Platform platform;
    private final Merchant merchant;
    private final LoadGenerator generator;
    private final String notifyUrl;
    private final String run = Long.toString(clock.instant().toEpochMilli(), 36);
    private int batches;

    Creations(Platform platform, Merchant merchant, LoadGenerator generator, String notifyUrl) {
      this.platform = platform;
      this.merchant = merchant;
      this.generator = generator;
      this.notifyUrl = notifyUrl;
    }

    @Override
    public List<String> create(int count) throws InterruptedException {
      batches++;
      PaymentCreations work =
          new PaymentCreations(
              merchant,
              platform.gatewayHost(),
              clock,
              "NATIVE",
              ORDER_EXPIRE_SECONDS,
              "outage%s-%d-".formatted(run, batches),
              notifyUrl);
      LoadResult load = generator.closedLoop(CREATING_CONNECTIONS, count, LIMIT, work);
      if (load.acceptedCount() == 0) {
        throw new BenchFailure("No payment could be created: " + load.firstRefusal());
      }
      return work.paymentNos();
    }
  }
}
