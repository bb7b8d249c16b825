package com.zhaoli.pay.sdk.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The fake's threads: all of them daemons that end when there is nothing to do. */
final class Workers implements AutoCloseable {

  private static final int CALLS_AT_ONCE = 32;
  private static final int CALLS_WAITING = 256;
  private static final int CLIENT_THREADS = 8;
  private static final int WEBHOOKS_WAITING = 1_000;
  private static final int PATIENCE_SECONDS = 60;

  private final ThreadPoolExecutor calls = pool("fake-zhaoli-pay", CALLS_AT_ONCE, CALLS_WAITING);
  private final ThreadPoolExecutor client =
      pool("fake-zhaoli-pay-client", CLIENT_THREADS, WEBHOOKS_WAITING);
  private final ThreadPoolExecutor webhooks = pool("fake-zhaoli-pay-webhook", 1, WEBHOOKS_WAITING);

  /** For calls of the open API. */
  Executor calls() {
    return calls;
  }

  /** For the HTTP client that sends webhooks. */
  Executor client() {
    return client;
  }

  /** Runs it after all that was given before. */
  void inOrder(Runnable work) {
    webhooks.execute(work);
  }

  <T> CompletableFuture<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, calls);
  }

  /** Waits for it, a minute at most. */
  static <T> T await(CompletableFuture<T> work) {
    try {
      return work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("FakeZhaoliPay did not come to an end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for FakeZhaoliPay", e);
    }
  }

  @Override
  public void close() {
    calls.shutdownNow();
    webhooks.shutdownNow();
    client.shutdownNow();
  }

  private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory daemons =
        work -> {
          Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), daemons);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
