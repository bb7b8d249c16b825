package com.zhaoli.pay.sdk.health;

import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.merchant.Merchant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the platform who the keys belong to, once in 30 s however often it is asked itself, and
 * waits no longer than five seconds for that. One question is under way at a time: a platform that
 * hangs costs one thread. Safe for many threads.
 */
final class PlatformHealth {

  static final Duration KEPT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Merchant> question;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private @Nullable Asked last;

  PlatformHealth(Supplier<Merchant> question) {
    this(question, PATIENCE, System::nanoTime);
  }

  PlatformHealth(Supplier<Merchant> question, Duration patience, LongSupplier nanoTime) {
    this.question = question;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * What the platform answered.
   *
   * @param details for the actuator; neither keys nor addresses
   */
  record Answer(boolean up, Map<String, Object> details) {
    static Answer problem(String code) {
      return new Answer(false, Map.of("problem", code));
    }
  }

  Answer answer() {
    try {
      return asked().answer().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Answer.problem("NO_ANSWER");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.problem("INTERRUPTED");
    } catch (ExecutionException e) {
      return Answer.problem("ERROR");
    }
  }

  private synchronized Asked asked() {
    long now = nanoTime.getAsLong();
    Asked before = last;
    if (before != null
        && (!before.answer().isDone() || now - before.sinceNanos() < KEPT.toNanos())) {
      return before;
    }
    Asked next = new Asked(now, new FutureTask<>(this::ask));
    Thread thread = new Thread(next.answer(), "zhaoli-pay-health");
    thread.setDaemon(true);
    thread.start();
    last = next;
    return next;
  }

  private Answer ask() {
    try {
      return new Answer(true, Map.of("merchantStatus", question.get().status()));
    } catch (ZhaoliPayException e) {
      String code = e.code();
      return Answer.problem(code == null ? e.getClass().getSimpleName() : code);
    } catch (RuntimeException e) {
      // The message may repeat what an application's own client put there.
      return Answer.problem(e.getClass().getSimpleName());
    }
  }

  private record Asked(long sinceNanos, FutureTask<Answer> answer) {}
}
