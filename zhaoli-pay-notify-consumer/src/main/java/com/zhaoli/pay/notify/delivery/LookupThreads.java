package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.target.TargetKind;
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
 * The threads on which merchants' targets are looked up, apart from those that call targets: a
 * target that hangs delays no look-up. Where they are busy, the consumer looks up by itself.
 */
@Component
class LookupThreads implements DisposableBean {
  private static final int THREADS = 8;
  private static final int QUEUE = 64;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Map<TargetKind, ThreadPoolExecutor> pools = new EnumMap<>(TargetKind.class);

  LookupThreads() {
    for (TargetKind kind : TargetKind.values()) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              THREADS,
              THREADS,
              IDLE.toSeconds(),
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(QUEUE),
              new CustomizableThreadFactory("lookup-" + kind.unresolvedTarget() + "-"),
              new ThreadPoolExecutor.CallerRunsPolicy());
      pool.allowCoreThreadTimeOut(true);
      pools.put(kind, pool);
    }
  }

  Executor of(TargetKind kind) {
    ThreadPoolExecutor pool = pools.get(kind);
    if (pool == null) {
      throw new IllegalStateException("no threads for " + kind);
    }
    return pool;
  }

  /** The consumers have stopped: nobody waits for a look-up any more. */
  @Override
  public void destroy() {
    pools.values().forEach(ThreadPoolExecutor::shutdownNow);
  }
}
