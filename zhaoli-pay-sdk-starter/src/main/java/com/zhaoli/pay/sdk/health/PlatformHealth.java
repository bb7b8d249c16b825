package com.zhaoli.pay.sdk.health;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.ZhaoliPayClients;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.merchant.Merchant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the platform who each app's keys belong to, once in 30 s however often it is asked itself,
 * and waits no longer than five seconds for that. One question is under way at a time: a platform
 * that hangs costs one thread. Safe for many threads.
 */
final class PlatformHealth {

  static final Duration KEPT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String OWN = "zhaoli.pay";

  private final Map<String, Supplier<Merchant>> questions;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private @Nullable Asked last;

  /** For the app of zhaoli.pay itself and for those that have a name. */
  static PlatformHealth of(@Nullable ZhaoliPayClient own, ZhaoliPayClients named) {
    Map<String, Supplier<Merchant>> questions = new HashMap<>();
    for (String name : named.names()) {
      questions.put(name, named.get(name)::merchant);
    }
    if (own != null) {
      questions.put(OWN, own::merchant);
    }
    return new PlatformHealth(questions);
  }

  PlatformHealth(Map<String, Supplier<Merchant>> questions) {
    this(questions, PATIENCE, System::nanoTime);
  }

  PlatformHealth(
      Map<String, Supplier<Merchant>> questions, Duration patience, LongSupplier nanoTime) {
    this.questions = Map.copyOf(questions);
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * What the platform answered.
   *
   * @param details for the actuator: by app the merchant's status, or the code of what is wrong;
   *     neither keys nor addresses
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
    Map<String, Object> details = new TreeMap<>();
    boolean up = true;
    for (Map.Entry<String, Supplier<Merchant>> question : questions.entrySet()) {
      String problem = null;
      try {
        details.put(question.getKey(), question.getValue().get().status());
      } catch (ZhaoliPayException e) {
        problem = e.code() == null ? e.getClass().getSimpleName() : e.code();
      } catch (RuntimeException e) {
        // The message may repeat what an application's own client put there.
        problem = e.getClass().getSimpleName();
      }
      if (problem != null) {
        details.put(question.getKey(), problem);
        up = false;
      }
    }
    return new Answer(up, details);
  }

  private record Asked(long sinceNanos, FutureTask<Answer> answer) {}
}
