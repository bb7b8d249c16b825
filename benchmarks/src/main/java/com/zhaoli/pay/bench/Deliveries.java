package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.delivery.Broker;
import com.zhaoli.pay.bench.delivery.Shop;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.CpuTimes;
import java.util.List;

/** From the broker's queue to the shop, where every event has to arrive. */
record Deliveries(Broker broker, Shop shop, CpuTimes cpu) {
  private static final long LIMIT_SECONDS = 240;
  private static final double NANOS = 1e9;

  /** Publishes so many events, in frames, and waits until all have come. */
  void deliver(List<byte[]> frames, int events, Rounds rounds) throws InterruptedException {
    shop.expect(events);
    CpuTimes.Snapshot before = cpu.take();
    long begin = System.nanoTime();
    broker.publish(frames);
    requireAll(shop, events);
    double seconds = (System.nanoTime() - begin) / NANOS;
    rounds.add(events / seconds, cpu.take().since(before).platform() / (double) events);
  }

  static void requireAll(Shop shop, int events) throws InterruptedException {
    if (!shop.awaitAll(LIMIT_SECONDS)) {
      throw new BenchFailure(
          "Not all of " + events + " events arrived within " + LIMIT_SECONDS + " s.");
    }
  }
}
