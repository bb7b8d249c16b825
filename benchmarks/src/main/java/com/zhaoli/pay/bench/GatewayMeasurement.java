package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.GatewayCase.Task;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.LoadGenerator;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.load.PreparedRequests;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.Merchant;
import com.zhaoli.pay.bench.platform.OwnGateway;
import com.zhaoli.pay.bench.platform.PaymentService;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;

/**
 * One measurement of the gateway benchmark: all cases in each round, in another order each time.
 * Requests are made before the run that sends them. Every answer has to be the right one, and at
 * the end all payments have to be in the database.
 */
final class GatewayMeasurement {
  /** Less than the service takes the credential of a request that was made before the run. */
  private static final Duration RUN_LIMIT = Duration.ofSeconds(40);

  /** No code expires before the benchmark ends: the platform would have to close it meanwhile. */
  private static final int CODE_EXPIRE_SECONDS = 7_200;

  /** Stand in the order numbers, so that those of each kind can be counted. */
  private static final String WARMUP = "-w";

  private static final String COUNTED = "-r";

  private static final int OK = 200;
  private static final byte[] NOTHING = {};

  private final PaymentService service;
  private final OwnGateway checked;
  private final OwnGateway unchecked;
  private final Merchant merchant;
  private final Database database;
  private final GatewayEffort effort;
  private final Clock clock;
  private final CpuTimes cpu;
  private final String outTradeNoPrefix;
  private final GatewayResults results = new GatewayResults();
  private int batches;
  private long created;
  private long answered;

  GatewayMeasurement(
      CpuTimes cpu,
      PaymentService service,
      OwnGateway checked,
      OwnGateway unchecked,
      Merchant merchant,
      Database database,
      GatewayEffort effort,
      Clock clock) {
    this.service = service;
    this.checked = checked;
    this.unchecked = unchecked;
    this.merchant = merchant;
    this.database = database;
    this.effort = effort;
    this.clock = clock;
    this.cpu = cpu;
    this.outTradeNoPrefix = "gateway" + Long.toString(clock.instant().toEpochMilli(), 36);
  }

  GatewayResults run() throws InterruptedException {
    for (int round = 1; round <= effort.warmupRounds(); round++) {
      System.out.printf("Warming up, %d of %d%n", round, effort.warmupRounds());
      for (GatewayCase of : GatewayCase.inOrderOf(round)) {
        // What is cold may be too slow for some requests; these are nobody's figures.
        run(of, WARMUP);
      }
    }
    for (int round = 1; round <= effort.rounds(); round++) {
      System.out.printf("Round %d of %d%n", round, effort.rounds());
      for (GatewayCase of : GatewayCase.inOrderOf(round)) {
        GatewayRounds.Round measured = run(of, COUNTED);
        requireAllRight(of, measured.load());
        results.add(of, measured);
        System.out.printf(
            "  %-42s %8.1f/s  CPU %6.0f micros%n",
            of.label(), measured.load().perSecond(), measured.costs().platformMicros());
      }
    }
    requireAllStored();
    return results;
  }

  /** What was checked, for the report. */
  String checked() {
    return "%d answers, all right; %d payments created, all there".formatted(answered, created);
  }

  private GatewayRounds.Round run(GatewayCase of, String kind) throws InterruptedException {
    PreparedRequests requests = prepare(of, kind);
    LoadGenerator generator = new LoadGenerator(serverOf(of));
    Costs.Mark before = Costs.Mark.now(cpu, database);
    LoadResult load = generator.closedLoop(of.connections(), requests.count(), RUN_LIMIT, requests);
    Costs costs = Costs.Mark.now(cpu, database).since(before, load);
    return new GatewayRounds.Round(load, costs);
  }

  private InetSocketAddress serverOf(GatewayCase of) {
    return switch (of.way()) {
      case CHECKED -> checked.address();
      case UNCHECKED -> unchecked.address();
      case DIRECT -> service.address();
    };
  }

  private PreparedRequests prepare(GatewayCase of, String kind) {
    if (of.task() == Task.EMPTY) {
      return PreparedRequests.of(
          effort.empties(),
          index -> request(of, "OPTIONS", NOTHING),
          (index, answer) -> isEmpty(answer));
    }
    batches++;
    PaymentCreations creations =
        new PaymentCreations(
            merchant,
            checked.host(),
            clock,
            PaymentCreations.AGGREGATE_QR,
            CODE_EXPIRE_SECONDS,
            outTradeNoPrefix + kind + batches + "-");
    return PreparedRequests.of(
        effort.creations(),
        index -> request(of, "POST", creations.body(index)),
        creations::isAccepted);
  }

  private byte[] request(GatewayCase of, String method, byte[] body) {
    String path = PaymentCreations.PATH;
    return switch (of.way()) {
      case CHECKED -> merchant.signed(clock, checked.host(), method, path, body);
      case UNCHECKED -> merchant.signed(clock, unchecked.host(), method, path, body);
      case DIRECT -> service.request(merchant, method, path, body);
    };
  }

  private static boolean isEmpty(HttpAnswer answer) {
    return answer.status() == OK && answer.body().length == 0;
  }

  private void requireAllRight(GatewayCase of, LoadResult load) {
    int sent = of.task() == Task.CREATION ? effort.creations() : effort.empties();
    if (load.acceptedCount() < sent) {
      throw new BenchFailure(
          "%s: of %d requests %d got the right answer within %d s, and %d a wrong one, for example: %s"
              .formatted(
                  of.label(),
                  sent,
                  load.acceptedCount(),
                  RUN_LIMIT.toSeconds(),
                  load.refused(),
                  load.firstRefusal()));
    }
    answered += sent;
    if (of.task() == Task.CREATION) {
      created += sent;
    }
  }

  /** All of them, whichever way they came, are payments of the one merchant. */
  private void requireAllStored() {
    long stored = database.payments(merchant.merchantNo(), outTradeNoPrefix + COUNTED);
    if (stored != created) {
      throw new BenchFailure(
          "%d payments were created, but %d are in the database.".formatted(created, stored));
    }
  }
}
