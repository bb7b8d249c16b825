package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.GatewayLimits;
import com.zhaoli.pay.bench.platform.Merchant;
import com.zhaoli.pay.bench.platform.Platform;
import java.time.Clock;
import java.util.Map;

/**
 * What the running platform can take, through its gateway, with a database that confirms only what
 * is on the disk: payments created by signed requests, and channels' signed callbacks for paid
 * orders. At the end it makes sure that every callback answered with success left its payment paid
 * and told exactly once; a benchmark of wrong answers would be worth nothing.
 */
final class PaymentsBench implements Bench {
  private final Clock clock;
  private final Map<String, String> environment;

  PaymentsBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public String description() {
    return "create payments and take callbacks on the running platform (after ./zhaoli demo)";
  }

  @Override
  public BenchReport run() {
    PaymentsEffort effort =
        PaymentsEffort.of(environment.getOrDefault("ZHAOLI_BENCH_EFFORT", "full"));
    String method = environment.getOrDefault("ZHAOLI_BENCH_METHOD", PaymentCreations.AGGREGATE_QR);
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Merchant merchant = Merchant.read(platform.runDir());
    try (Database database = Database.open(platform.database())) {
      String durability = database.requireDurable();
      System.out.printf(
          "Database: %s, %s (a commit is on the disk before it is confirmed)%n",
          database.version(), durability);
      Environment here = Environment.here(clock);
      PaymentsMeasurement measurement =
          new PaymentsMeasurement(platform, merchant, database, effort, method, clock);
      GatewayLimits limits = GatewayLimits.raise(platform);
      System.out.println("The gateway's rate limits are out of the way until the end.");
      try {
        measurement.run();
      } finally {
        limits.close();
      }
      return measurement.report(name(), here, durability);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    }
  }
}
