package com.zhaoli.pay.notify.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call to a target: waits in its lane, runs, and is over; or is taken back before it began.
 * Thread-safe.
 */
final class Call {
  private enum State {
    WAITING,
    QUEUED,
    RUNNING,
    TAKEN_BACK
  }

  private final Supplier<Delivery> work;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Delivery> outcome = new CompletableFuture<>();
  private State state = State.WAITING;
  private long begunNanos;

  /**
   * @param work must bound its own time, and not throw
   */
  Call(Supplier<Delivery> work) {
    this(work, System::nanoTime);
  }

  Call(Supplier<Delivery> work, LongSupplier nanoTime) {
    this.work = work;
    this.nanoTime = nanoTime;
  }

  /** Its turn in its lane has come; false when it was taken back. */
  synchronized boolean begin() {
    if (state == State.WAITING) {
      state = State.QUEUED;
    }
    return state == State.QUEUED;
  }

  /** A thread has it; false when it was taken back. */
  private synchronized boolean start() {
    if (state != State.QUEUED) {
      return false;
    }
    state = State.RUNNING;
    begunNanos = nanoTime.getAsLong();
    return true;
  }

  /** True when it did not start and never will. */
  synchronized boolean takeBack() {
    if (state == State.WAITING || state == State.QUEUED) {
      state = State.TAKEN_BACK;
    }
    return state == State.TAKEN_BACK;
  }

  synchronized boolean isTakenBack() {
    return state == State.TAKEN_BACK;
  }

  /**
   * Runs it to its end.
   *
   * @return null when it was taken back, and nobody was called
   */
  @Nullable Delivery run() {
    if (!start()) {
      return null;
    }
    try {
      Delivery result = work.get();
      outcome.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
      throw e;
    }
  }

  /** How long it has been running; nothing as long as it waits for a thread. */
  synchronized Duration age() {
    return state == State.RUNNING
        ? Duration.ofNanos(nanoTime.getAsLong() - begunNanos)
        : Duration.ZERO;
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

  /** Hands the outcome over as soon as it is there. */
  void whenOver(Consumer<Delivery> then) {
    var unused = outcome.thenAccept(then);
  }
}
