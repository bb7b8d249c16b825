package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.delivery.Broker;
import com.zhaoli.pay.bench.delivery.DeliveryBooks;
import com.zhaoli.pay.bench.delivery.Events;
import com.zhaoli.pay.bench.delivery.NotifyConsumer;
import com.zhaoli.pay.bench.delivery.PickyShop;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.Script;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Whether an event gets lost while everything around it dies: 100,000 of them, two
 * notify-consumers, of which one is killed 20 times in the middle of its work, the broker away
 * twice, Redis emptied once. Some events fail once, some always. At the end the shop's account, the
 * delivery log and the dead letters are compared with what was published. The seed ({@code
 * ZHAOLI_BENCH_SEED}) draws when, whom, and which events.
 */
final class CrashBench implements Bench {
  private static final String CONSUMER = "notify-consumer";
  private static final String BROKER = "rabbitmq";
  private static final int KILLS = 20;
  private static final int EVENTS = 100_000;
  private static final int ONCE_PER_MILLE = 20;
  private static final int ALWAYS_PER_TEN_THOUSAND = 5;
  private static final Set<Integer> BROKER_AWAY_AFTER = Set.of(6, 13);
  private static final int REDIS_EMPTIED_AFTER = 10;
  private static final int QUICK_ATTEMPTS = 5;
  private static final long LIMIT_SECONDS = 600;

  private final Clock clock;
  private final Map<String, String> environment;

  CrashBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String description() {
    return "100,000 events while consumers are killed: nothing lost, nothing parked early";
  }

  /** What is published, and what the shop makes of it. */
  private record Stock(
      List<PaymentEvent> events, Set<String> all, Set<String> once, Set<String> always) {

    Set<String> deliverable() {
      Set<String> ids = new HashSet<>(all);
      ids.removeAll(always);
      return ids;
    }
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Script script = Script.of(environment, platform);
    if (!script.owns(CONSUMER) || !script.owns(BROKER)) {
      throw new BenchFailure(
          "This benchmark stops what ./zhaoli up started here, and nothing else.");
    }
    long seed = Long.parseLong(environment.getOrDefault("ZHAOLI_BENCH_SEED", "1"));
    Environment here = Environment.here(clock);
    NotifyConsumer consumer = NotifyConsumer.of(environment, clock);
    Set<String> once = new HashSet<>();
    Set<String> always = new HashSet<>();
    try (PickyShop shop = new PickyShop(once, always);
        DeliveryBooks books = DeliveryBooks.open(platform.database(), environment)) {
      String merchantNo = Ids.withPrefix("mch_crash_");
      consumer.addMerchant(merchantNo);
      Random random = new Random(seed);
      Stock stock = stock(random, merchantNo, shop.url(), once, always);
      script.run("start", CONSUMER, "--instance", "2");
      try {
        crash(script, books, random, stock);
      } finally {
        script.run("start", BROKER);
        script.run("start", CONSUMER);
        script.run("start", CONSUMER, "--instance", "2");
      }
      System.out.println("All is up again; waiting for the rest.");
      settle(shop, books, stock, merchantNo);
      script.run("stop", CONSUMER, "--instance", "2");
      return report(here, seed, shop, books, stock, merchantNo);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
  }

  private static Stock stock(
      Random random, String merchantNo, String url, Set<String> once, Set<String> always) {
    List<PaymentEvent> events = new ArrayList<>(EVENTS);
    Set<String> all = new HashSet<>(2 * EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      PaymentEvent event = Events.event(merchantNo, url);
      events.add(event);
      all.add(event.eventId());
      if (random.nextInt(10_000) < ALWAYS_PER_TEN_THOUSAND) {
        always.add(event.eventId());
      } else if (random.nextInt(1_000) < ONCE_PER_MILLE) {
        once.add(event.eventId());
      }
    }
    return new Stock(events, all, once, always);
  }

  private void crash(Script script, DeliveryBooks books, Random random, Stock stock)
      throws InterruptedException {
    int each = EVENTS / KILLS;
    for (int i = 0; i < KILLS; i++) {
      try (Broker broker = Broker.open(environment)) {
        broker.publish(Events.frames(stock.events().subList(i * each, (i + 1) * each)));
      }
      TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(900));
      boolean second = random.nextBoolean();
      script.kill(second ? CONSUMER + "-2" : CONSUMER);
      System.out.printf(
          "kill -9 %d of %d: %s%n", i + 1, KILLS, second ? "the second" : "the first");
      if (BROKER_AWAY_AFTER.contains(i)) {
        script.run("stop", BROKER);
        TimeUnit.SECONDS.sleep(2);
        script.run("start", BROKER);
        System.out.println("the broker was away");
      }
      if (i == REDIS_EMPTIED_AFTER) {
        books.emptyRedis();
        System.out.println("Redis was emptied");
      }
      if (second) {
        script.run("start", CONSUMER, "--instance", "2");
      } else {
        script.run("start", CONSUMER);
      }
    }
  }

  private static void settle(PickyShop shop, DeliveryBooks books, Stock stock, String merchantNo)
      throws InterruptedException {
    Set<String> deliverable = stock.deliverable();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() < deadline) {
      long taken = shop.taken(deliverable);
      long open = books.open(merchantNo);
      long dead = books.deadLetters(merchantNo).size();
      System.out.printf(
          "%d of %d taken, %d under way, %d dead letters%n", taken, deliverable.size(), open, dead);
      if (taken == deliverable.size() && open == 0 && dead >= stock.always().size()) {
        return;
      }
      TimeUnit.SECONDS.sleep(5);
    }
  }

  private BenchReport report(
      Environment here,
      long seed,
      PickyShop shop,
      DeliveryBooks books,
      Stock stock,
      String merchantNo) {
    Set<String> deliverable = stock.deliverable();
    long lost = deliverable.size() - shop.taken(deliverable);
    List<String> dead = books.deadLetters(merchantNo);
    long notDead = stock.always().stream().filter(id -> !dead.contains(id)).count();
    long deadTwice = dead.size() - dead.stream().distinct().count();
    long parkedEarly =
        dead.stream()
            .filter(id -> !stock.always().contains(id) || shop.calls(id) < QUICK_ATTEMPTS)
            .count();
    SortedMap<String, String> conditions = new TreeMap<>();
    conditions.put("seed", Long.toString(seed));
    conditions.put(
        "always failing, failing once", stock.always().size() + ", " + stock.once().size());
    List<BenchReport.Row> rows =
        List.of(
            row("lost", lost),
            row("still under way", books.open(merchantNo)),
            row("always failing without a dead letter", notDead),
            row("dead letters twice", deadTwice),
            row("dead letters parked early", parkedEarly),
            row("events that nobody published", shop.strangers(stock.all())),
            row("one id with two bodies", shop.different()),
            row("taken more than once", shop.takenAgain()));
    long wrong = rows.subList(0, rows.size() - 1).stream().filter(row -> row.median() > 0).count();
    BenchReport report = new BenchReport(name(), here, rows, new TreeMap<>(), conditions);
    if (wrong > 0) {
      rows.forEach(row -> System.err.printf("  %-40s %.0f%n", row.label(), row.median()));
      throw new BenchFailure("Seed " + seed + " found what must not be.");
    }
    return report;
  }

  private static BenchReport.Row row(String label, long events) {
    return BenchReport.Row.of(label, "events", List.of((double) events));
  }
}
