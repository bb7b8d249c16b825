package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Database;
import com.zhaoli.pay.bench.platform.Database.OpenOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders at both channels in equal parts, and the channels' word that they are paid. Small parts
 * leave the platform no time to ask for them before that is put off.
 */
final class CallbackPreparation {
  private static final int AT_ONCE = 500;

  private final Database database;
  private final PaidCallbacks.Signer signer;
  private final Creator creator;
  private final Duration limit;

  CallbackPreparation(
      Database database, PaidCallbacks.Signer signer, Creator creator, Duration limit) {
    this.database = database;
    this.signer = signer;
    this.creator = creator;
    this.limit = limit;
  }

  /** Creates payments. */
  @FunctionalInterface
  interface Creator {
    /** The numbers of so many new payments. */
    List<String> create(int count) throws InterruptedException;
  }

  PaidCallbacks prepare(int count) throws InterruptedException {
    List<OpenOrder> orders = new ArrayList<>();
    long deadline = System.nanoTime() + limit.toNanos();
    while (orders.size() < count && System.nanoTime() < deadline) {
      List<OpenOrder> opened =
          database.openOrders(creator.create(Math.min(AT_ONCE, count - orders.size())));
      if (opened.isEmpty()) {
        throw new BenchFailure("No order reached its channel: see the log of payment-service.");
      }
      database.putOffSync(opened);
      orders.addAll(opened);
    }
    return signer.sign(orders);
  }
}
