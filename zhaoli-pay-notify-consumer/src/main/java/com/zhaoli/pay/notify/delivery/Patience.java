package com.zhaoli.pay.notify.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/**
 * Repeats a step while a server is away, until it works or the service stops. Giving the batch back
 * to the broker instead would use up its delivery limit within seconds, and park early what only
 * had to wait.
 */
public final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final BooleanSupplier stopping;

  public Patience(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  /** The service stops and the step did not work: whoever called leaves its work to others. */
  public static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExhaustedException(String step, Throwable cause) {
      super("Stopping before this worked: " + step, cause);
    }
  }

  /**
   * Runs the step until it works. The step must bear repetition.
   *
   * @throws ExhaustedException when the service stops first
   */
  public <T> T until(String what, Supplier<T> step) {
    long pauseMillis = FIRST_PAUSE.toMillis();
    boolean told = false;
    while (true) {
      try {
        T result = step.get();
        if (told) {
          log.info("Works again: {}", what);
        }
        return result;
      } catch (DataAccessException | AmqpException | TransactionException e) {
        if (isPermanent(e)) {
          throw e;
        }
        if (stopping.getAsBoolean()) {
          throw new ExhaustedException(what, e);
        }
        // A lost race between two consumers is over with the first repetition, and no news.
        if (!told && pauseMillis > FIRST_PAUSE.toMillis()) {
          told = true;
          log.warn("Does not work, is repeated until it does: {}", what, e);
        }
        pause(what, pauseMillis, e);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE.toMillis());
      }
    }
  }

  /** The same for a step without a result. */
  public void until(String what, Runnable step) {
    until(
        what,
        () -> {
          step.run();
          return true;
        });
  }

  private void pause(String what, long millis, RuntimeException cause) {
    long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    try {
      while (System.nanoTime() < deadline && !stopping.getAsBoolean()) {
        Thread.sleep(Math.min(50, millis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExhaustedException(what, cause);
    }
  }

  /** Wrong in itself, so that repeating changes nothing. */
  private static boolean isPermanent(RuntimeException e) {
    return e instanceof DataIntegrityViolationException
        || e instanceof InvalidDataAccessResourceUsageException
        || e instanceof InvalidDataAccessApiUsageException;
  }
}
