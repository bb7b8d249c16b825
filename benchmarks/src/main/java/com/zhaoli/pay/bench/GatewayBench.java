package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.GatewayLimits;
import com.zhaoli.pay.bench.platform.Merchant;
import com.zhaoli.pay.bench.platform.OwnGateway;
import com.zhaoli.pay.bench.platform.PaymentService;
import com.zhaoli.pay.bench.platform.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the gateway's check of signatures costs: the same requests, signed beforehand, through a
 * gateway, through one that only leaves out the check, and direct to payment-service; payments
 * created, and an answer that takes the service next to no work. Both gateways are started for it,
 * so that they are of one age and differ in nothing else.
 */
final class GatewayBench implements Bench {
  private final Clock clock;
  private final Map<String, String> environment;

  GatewayBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String description() {
    return "what the check of signatures costs on the running platform (after ./zhaoli demo)";
  }

  @Override
  public BenchReport run() {
    GatewayEffort effort =
        GatewayEffort.of(environment.getOrDefault("ZHAOLI_BENCH_EFFORT", "full"));
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Merchant merchant = Merchant.read(platform.runDir());
    PaymentService service = PaymentService.of(environment, clock);
    Environment here = Environment.here(clock);
    try (Database database = Database.open(platform.database())) {
      SortedMap<String, String> conditions = new TreeMap<>();
      conditions.put("database", database.version() + ", " + database.requireDurable());
      GatewayLimits limits = GatewayLimits.raise(platform);
      System.out.println("The gateway's rate limits are out of the way until the end.");
      try (OwnGateway checked = OwnGateway.checked(platform);
          OwnGateway unchecked = OwnGateway.unchecked(platform, merchant)) {
        CpuTimes cpu = new CpuTimes(platform.runDir());
        for (String process :
            List.of(OwnGateway.CHECKED, OwnGateway.UNCHECKED, "payment-service")) {
          conditions.put("JVM options of " + process, cpu.jvmOptions(process));
        }
        GatewayMeasurement measurement =
            new GatewayMeasurement(
                cpu, service, checked, unchecked, merchant, database, effort, clock);
        GatewayResults results = measurement.run();
        conditions.put("checked", measurement.checked());
        return report(here, results, conditions);
      } finally {
        limits.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
  }

  private BenchReport report(
      Environment here, GatewayResults results, SortedMap<String, String> conditions) {
    conditions.put(
        "empty route",
        "OPTIONS " + PaymentCreations.PATH + ": payment-service tells the methods, 200, no body");
    conditions.put(GatewayResults.CREATION_COST, results.verdict());
    results.table().forEach(System.out::println);
    return new BenchReport(name(), here, results.rows(), results.ratios(), conditions);
  }
}
