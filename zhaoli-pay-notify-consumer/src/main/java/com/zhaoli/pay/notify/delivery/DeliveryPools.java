package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The threads on which targets are told: a bounded pool for each kind, so that a slow kind never
 * delays the other. Where a pool and its queue are full, the consumer delivers by itself, which is
 * all the back pressure there needs to be. They outlive the consumers: those finish their batch
 * first.
 */
@Component
public class DeliveryPools implements DisposableBean {
  private static final int QUEUED_PER_THREAD = 8;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  private final Map<TargetKind, ThreadPoolExecutor> pools = new EnumMap<>(TargetKind.class);

  DeliveryPools(NotifyProperties properties, MeterRegistry meters) {
    pools.put(
        TargetKind.TEMPLATE_MESSAGE,
        pool("deliver-template-", properties.templateConcurrency(), meters));
    pools.put(
        TargetKind.WEBHOOK, pool("deliver-webhook-", properties.webhookConcurrency(), meters));
  }

  Executor of(TargetKind kind) {
    ThreadPoolExecutor pool = pools.get(kind);
    if (pool == null) {
      throw new IllegalStateException("no pool for " + kind);
    }
    return pool;
  }

  @Override
  public void destroy() throws InterruptedException {
    for (ThreadPoolExecutor pool : pools.values()) {
      pool.shutdown();
    }
    for (ThreadPoolExecutor pool : pools.values()) {
      if (!pool.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    }
  }

  private static ThreadPoolExecutor pool(String name, int threads, MeterRegistry meters) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED_PER_THREAD * threads),
            new CustomizableThreadFactory(name),
            new ThreadPoolExecutor.CallerRunsPolicy());
    pool.allowCoreThreadTimeOut(true);
    new ExecutorServiceMetrics(pool, name + "pool", "zhaoli.notify", java.util.List.of())
        .bindTo(meters);
    return pool;
  }
}
