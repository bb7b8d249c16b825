package com.zhaoli.pay.pos.upstream;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Calls that a terminal waits for, four seconds at most: what takes longer goes on without it.
 * Whoever wants one reserves it first, so that nothing is begun that has no thread to go on in.
 */
@Component
public class BoundedCalls {
  private static final Logger log = LoggerFactory.getLogger(BoundedCalls.class);
  private static final int AT_ONCE = 48;
  private static final Duration MAX_WAIT = Duration.ofSeconds(4);

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** Reserves a call; false when all are taken. */
  public boolean reserve() {
    return free.tryAcquire();
  }

  /** Gives back what was reserved and is not needed. */
  public void release() {
    free.release();
  }

  /** What a reserved call brings; empty when that takes too long, or it fails. */
  public <T> Optional<T> run(Supplier<T> call) {
    Future<T> running =
        threads.submit(
            () -> {
              try {
                return call.get();
              } finally {
                free.release();
              }
            });
    try {
      return Optional.of(running.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      log.info("A terminal is answered before its call is over");
    } catch (ExecutionException e) {
      log.warn("A terminal's call failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
