package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.BenchReport.Row;
import com.zhaoli.pay.bench.PaymentsCase.Round;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.LoadGenerator;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.Merchant;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.Quiet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One measurement of the payments benchmark: both cases are warmed up, then measured in turns, so
 * that a slow minute of the machine falls on both; then callbacks at a fixed rate; then the check.
 * Between rounds it waits until the platform has delivered all webhooks and messages.
 */
final class PaymentsMeasurement {
  private static final int MAX_CREATIONS = 200_000;
  private static final int MAX_REFUSED = 100;
  private static final Duration ROUND_LIMIT = Duration.ofMinutes(3);

  /** No code expires before the benchmark ends: the platform would have to close it meanwhile. */
  private static final int CODE_EXPIRE_SECONDS = 7_200;

  /** Orders at channels are paid within seconds; the sandbox can forget those that are over. */
  private static final int ORDER_EXPIRE_SECONDS = 120;

  /** At a fixed rate a slow answer shall not leave the next callback without a connection. */
  private static final int RATED_CONNECTIONS = 32;

  private static final Duration QUIET_SPAN = Duration.ofSeconds(2);
  private static final Quiet QUIET = new Quiet(QUIET_SPAN, 0.3, process -> true);

  /** Measured with Jeepay on two such processors; ten times both is what we aim for. */
  private static final double JEEPAY_CREATIONS_PER_SECOND = 254;

  private static final double JEEPAY_CALLBACKS_PER_SECOND = 207;

  private final Platform platform;
  private final Merchant merchant;
  private final Database database;
  private final PaymentsEffort effort;
  private final String method;
  private final Clock clock;
  private final LoadGenerator generator;
  private final CpuTimes cpu;
  private final CallbackPreparation preparation;
  private final String outTradeNoPrefix;

  private final PaymentsCase creations;
  private final PaymentsCase callbacks = new PaymentsCase("callback");
  private final PaymentsCase rated;
  private final List<Double> ratesReached = new ArrayList<>();
  private final Map<String, String> tradeNoByPayment = new TreeMap<>();
  private final SortedMap<String, String> conditions = new TreeMap<>();
  private int batches;
  private long created;
  private long refused;

  PaymentsMeasurement(
      Platform platform,
      Merchant merchant,
      Database database,
      PaymentsEffort effort,
      String method,
      Clock clock) {
    this.platform = platform;
    this.merchant = merchant;
    this.database = database;
    this.effort = effort;
    this.method = method;
    this.clock = clock;
    this.generator = new LoadGenerator(platform.gateway());
    this.cpu = new CpuTimes(platform.runDir());
    this.preparation =
        new CallbackPreparation(
            database, PaidCallbacks.Signer.of(platform, clock), this::createOrders, ROUND_LIMIT);
    this.outTradeNoPrefix = "bench" + Long.toString(clock.instant().toEpochMilli(), 36);
    this.creations = new PaymentsCase(PaymentCreations.labelOf(method));
    this.rated = new PaymentsCase("callback at " + effort.ratePerSecond() + "/s");
  }

  void run() throws InterruptedException {
    describeIdle();
    warmUp();
    for (int round = 1; round <= effort.rounds(); round++) {
      say(round, creations, measureCreations());
      say(round, callbacks, measureCallbacks());
    }
    for (int round = 1; round <= effort.rounds(); round++) {
      say(round, rated, measureRated());
    }
    check();
  }

  private void describeIdle() throws InterruptedException {
    QUIET.await(cpu);
    Costs.Mark before = mark();
    TimeUnit.NANOSECONDS.sleep(QUIET_SPAN.toNanos());
    long statements = mark().statementsSince(before);
    conditions.put(
        "statements/s of the idle platform", Long.toString(statements / QUIET_SPAN.toSeconds()));
    for (String service : List.of("gateway", "payment-service")) {
      conditions.put("JVM options of " + service, cpu.jvmOptions(service));
    }
  }

  private void warmUp() throws InterruptedException {
    System.out.printf(
        "Warming up: %d s of creations, then %d s of orders and their callbacks%n",
        effort.warmup().toSeconds(), effort.warmup().toSeconds());
    PaymentCreations work = newCreations(method);
    create(work, MAX_CREATIONS, effort.warmup());
    leaveAlone(work);
    long deadline = System.nanoTime() + effort.warmup().toNanos();
    int called = 0;
    while (System.nanoTime() < deadline) {
      called += callBack(preparation.prepare(effort.warmupBatch())).acceptedCount();
    }
    conditions.put("callbacks while warming up", Integer.toString(called));
    QUIET.await(cpu);
  }

  // --- the cases

  private Round measureCreations() throws InterruptedException {
    PaymentCreations work = newCreations(method);
    Costs.Mark before = mark();
    LoadResult load = create(work, MAX_CREATIONS, effort.creation());
    Costs.Mark after = mark();
    leaveAlone(work);
    return finish(creations, before, after, load);
  }

  private Round measureCallbacks() throws InterruptedException {
    PaidCallbacks prepared = preparation.prepare(effort.callbacks());
    Costs.Mark before = mark();
    LoadResult load = callBack(prepared);
    return finish(callbacks, before, mark(), load);
  }

  private Round measureRated() throws InterruptedException {
    PaidCallbacks prepared = preparation.prepare(effort.ratedCallbacks());
    Costs.Mark before = mark();
    LoadResult load =
        accounted(
            prepared,
            generator.openLoop(
                RATED_CONNECTIONS, effort.ratePerSecond(), prepared.count(), prepared));
    ratesReached.add(load.perSecond());
    return finish(rated, before, mark(), load);
  }

  private Round finish(PaymentsCase of, Costs.Mark before, Costs.Mark after, LoadResult load)
      throws InterruptedException {
    QUIET.await(cpu);
    Round round = new Round(load, after.since(before, load), mark().since(before, load));
    of.add(round);
    return round;
  }

  private Costs.Mark mark() {
    return Costs.Mark.now(cpu, database);
  }

  // --- what they are made of

  private PaymentCreations newCreations(String of) {
    batches++;
    return new PaymentCreations(
        merchant,
        platform.gatewayHost(),
        clock,
        of,
        of.equals(PaymentCreations.AGGREGATE_QR) ? CODE_EXPIRE_SECONDS : ORDER_EXPIRE_SECONDS,
        outTradeNoPrefix + "-" + batches + "-");
  }

  private LoadResult create(PaymentCreations work, int count, Duration limit)
      throws InterruptedException {
    LoadResult load = accepted(generator.closedLoop(effort.connections(), count, limit, work));
    created += load.acceptedCount();
    return load;
  }

  /** Nobody pays what was created; an aggregate code has no order at a channel to ask for. */
  private void leaveAlone(PaymentCreations work) {
    if (!method.equals(PaymentCreations.AGGREGATE_QR)) {
      database.putOffSync(database.openOrders(work.paymentNos()));
    }
  }

  private List<String> createOrders(int count) throws InterruptedException {
    PaymentCreations work = newCreations("NATIVE");
    create(work, count, ROUND_LIMIT);
    return work.paymentNos();
  }

  private LoadResult callBack(PaidCallbacks prepared) throws InterruptedException {
    return accounted(
        prepared,
        generator.closedLoop(effort.connections(), prepared.count(), ROUND_LIMIT, prepared));
  }

  private LoadResult accounted(PaidCallbacks sent, LoadResult load) {
    accepted(load);
    tradeNoByPayment.putAll(sent.tradeNoByPayment(load));
    return load;
  }

  private LoadResult accepted(LoadResult load) {
    refused += load.refused();
    if (load.refused() >= MAX_REFUSED || load.acceptedCount() == 0) {
      throw new BenchFailure(
          "The platform refused %d requests and took %d; one of the answers: %s"
              .formatted(load.refused(), load.acceptedCount(), load.firstRefusal()));
    }
    if (load.refused() > 0) {
      System.out.printf(
          "%d of %d requests were refused, for example: %s%n",
          load.refused(), load.refused() + load.acceptedCount(), load.firstRefusal());
    }
    return load;
  }

  /** Every answer that was counted is compared with the books. */
  private void check() {
    Set<String> wrong = database.notPaidOnce(tradeNoByPayment);
    if (!wrong.isEmpty()) {
      throw new BenchFailure(
          "%d of %d payments whose callback was answered with success are not paid and told exactly once, for example %s."
              .formatted(wrong.size(), tradeNoByPayment.size(), wrong.iterator().next()));
    }
    long stored = database.payments(merchant.merchantNo(), outTradeNoPrefix);
    if (stored < created || stored > created + refused) {
      throw new BenchFailure(
          "%d payments were created and %d requests refused, but %d payments are in the database."
              .formatted(created, refused, stored));
    }
    conditions.put(
        "checked in the database",
        "%d callbacks answered with success, each left its payment SUCCEEDED with one event; %d payments created, all there"
            .formatted(tradeNoByPayment.size(), created));
    conditions.put("refused requests", Long.toString(refused));
  }

  // --- what is told

  private void say(int round, PaymentsCase of, Round measured) {
    LoadResult load = measured.load();
    System.out.printf(
        "round %d of %d  %-24s %8.1f/s  p50 %7.2f ms  p99 %7.2f ms  CPU %6.0f micros  statements %5.2f%n",
        round,
        effort.rounds(),
        of.label(),
        load.perSecond(),
        load.latencies().millis(0.50),
        load.latencies().millis(0.99),
        measured.answered().platformMicros(),
        measured.answered().database().getOrDefault(Costs.STATEMENTS, Double.NaN));
  }

  BenchReport report(String name, Environment ranOn, String durability) {
    conditions.put("database", database.version() + ", " + durability);
    conditions.put("connections", Integer.toString(effort.connections()));
    new CostTable()
        .with(creations)
        .with(callbacks)
        .withRated(rated)
        .lines(effort.connections())
        .forEach(System.out::println);
    Row creation = creations.throughput();
    Row callback = callbacks.throughput();
    List<Row> rows = new ArrayList<>();
    rows.addAll(creations.costs());
    rows.addAll(callbacks.costs());
    rows.addAll(rated.costs());
    // The last ones are what is left on a reader's screen.
    rows.add(creation);
    rows.add(callback);
    rows.add(rated.tail());
    rows.add(Row.of(rated.label() + " reached", "requests/s", ratesReached));
    SortedMap<String, Double> ratios = new TreeMap<>();
    ratios.put("creationsToJeepay", creation.median() / JEEPAY_CREATIONS_PER_SECOND);
    ratios.put("callbacksToJeepay", callback.median() / JEEPAY_CALLBACKS_PER_SECOND);
    return new BenchReport(name, ranOn, rows, ratios, conditions);
  }
}
