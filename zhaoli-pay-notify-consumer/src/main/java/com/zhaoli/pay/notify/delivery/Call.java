package com.zhaoli.pay.notify.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call to a target: waits in its lane, runs, and is over; or is taken back before it began.
 * Thread-safe.
 */
final class Call {
  private enum State {
    WAITING,
    RUNNING,
    TAKEN_BACK
  }

  private final Supplier<Delivery> work;
  private final CompletableFuture<Delivery> outcome = new CompletableFuture<>();
  private State state = State.WAITING;
  private long begunNanos;

  /**
   * @param work must bound its own time, and not throw
   */
  Call(Supplier<Delivery> work) {
    this.work = work;
  }

  /** False when it was taken back. */
  synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    begunNanos = System.nanoTime();
    return true;
  }

  /** True when it did not begin and never will. */
  synchronized boolean takeBack() {
    if (state == State.WAITING) {
      state = State.TAKEN_BACK;
    }
    return state == State.TAKEN_BACK;
  }

  synchronized boolean isTakenBack() {
    return state == State.TAKEN_BACK;
  }

  /** Runs what has begun, to its end. */
  Delivery run() {
    try {
      Delivery result = work.get();
      outcome.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
      throw e;
    }
  }

  /** How long it has been running. */
  synchronized Duration age() {
    return Duration.ofNanos(System.nanoTime() - begunNanos);
  }

  /**
   * Waits for the outcome.
   *
   * @return null when it is not there in time
   */
  @Nullable Delivery outcomeWithin(long nanos) throws InterruptedException {
    try {
      return outcome.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("no call ends in an exception", e);
    }
  }

  /** It began, but there was no thread to run it: nobody was called. */
  void refuse(Delivery notBegun) {
    outcome.complete(notBegun);
  }

  /** Hands the outcome over as soon as it is there. */
  void whenOver(Consumer<Delivery> then) {
    var unused = outcome.thenAccept(then);
  }
}
