package com.zhaoli.pay.gateway.bulkhead;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * Calls that requests wait for, on threads of their own. Threads, calls in line, waiting requests
 * and their patience are all bounded, so a service that hangs holds up no more of the gateway than
 * that; what does not need the service goes on.
 */
public final class Bulkhead implements AutoCloseable {

  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;
  private final Semaphore places;
  private final Duration patience;
  private final ContextSnapshotFactory contexts = ContextSnapshotFactory.builder().build();

  /**
   * Makes a bulkhead.
   *
   * @param name of its threads
   * @param threads calls under way at once, at most
   * @param places requests that wait at once, at most, and calls in line for a thread, at most
   * @param patience how long a request waits
   */
  public Bulkhead(String name, int threads, int places, Duration patience) {
    AtomicInteger numbers = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(places),
            work -> {
              Thread thread = new Thread(work, name + "-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
    this.places = new Semaphore(places);
    this.patience = patience;
  }

  /**
   * Begins a call, under the request id and in the trace of the current thread. Whatever it throws,
   * an {@link Error} too, ends the future, as does a full line, and a thread that the system does
   * not give. One that is cancelled before its turn is not made.
   */
  public <T> CompletableFuture<T> start(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      Runnable inContext = contexts.captureAll().wrap(() -> run(call, result));
      Map<String, String> logged = MDC.getCopyOfContextMap();
      threads.execute(
          () -> {
            if (logged != null) {
              MDC.setContextMap(logged);
            }
            try {
              inContext.run();
            } finally {
              MDC.clear();
            }
          });
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /**
   * Waits for the end of a call.
   *
   * @throws ApiException UPSTREAM_UNAVAILABLE when it failed, when it takes too long, or when too
   *     many requests wait already
   */
  public <T> T await(CompletableFuture<T> call) {
    if (!places.tryAcquire()) {
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE);
    }
    try {
      return call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new ApiException(
          ErrorCode.UPSTREAM_UNAVAILABLE, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    } finally {
      places.release();
    }
  }

  /** Ends the threads; calls under way are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static <T> void run(Supplier<T> call, CompletableFuture<T> result) {
    if (result.isDone()) {
      return;
    }
    try {
      result.complete(call.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
