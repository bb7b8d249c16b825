package com.zhaoli.pay.sandbox.delivery;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Runs what the sandbox sends, now or later, on a bounded pool. When the pool is full the timer
 * itself works: later things wait, and nothing is lost.
 */
@Component
public final class Sender implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int THREADS = 32;
  private static final int QUEUE = 10_000;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, named("sender-timer"));
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(QUEUE),
          named("sender"),
          new ThreadPoolExecutor.CallerRunsPolicy());

  Sender() {
    workers.allowCoreThreadTimeOut(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs the task after the delay; at once when it is zero or negative. */
  public void after(Duration delay, Runnable task) {
    // Nothing waits for the future: a task that fails is logged where it runs.
    var unused =
        timer.schedule(
            () -> workers.execute(() -> runSafely(task)),
            Math.max(0, delay.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("Sending failed", e);
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
