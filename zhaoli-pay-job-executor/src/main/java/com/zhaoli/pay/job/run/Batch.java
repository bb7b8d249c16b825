package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import feign.FeignException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Has the keys of one batch worked on. A service that is away for a moment is asked again; what it
 * does not do after some tries has failed. One that has too much to do is waited for: nothing is
 * wrong with the keys.
 */
final class Batch {
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Then no more room comes, and operators are to know. */
  private static final Duration BUSY_FOR = Duration.ofMinutes(5);

  private static final int BUSY = 429;

  private final Work work;
  private final WorkScope scope;
  private final boolean again;
  private final List<WorkResult.Failure> failures = new ArrayList<>();
  private int handled;
  private int changed;

  Batch(Work work, WorkScope scope, boolean again) {
    this.work = work;
    this.scope = scope;
    this.again = again;
  }

  /** Ends early, with the first keys handled, when it is not to go on. */
  void work(List<String> keys, BooleanSupplier goesOn) throws InterruptedException {
    int tries = 0;
    long begun = System.nanoTime();
    while (handled < keys.size() && goesOn.getAsBoolean()) {
      List<String> rest = keys.subList(handled, keys.size());
      try {
        take(work.service().batch(work.name(), new WorkBatch(scope, rest, again)), rest.size());
        tries = 0;
      } catch (RuntimeException e) {
        if (isBusy(e) && System.nanoTime() - begun < BUSY_FOR.toNanos()) {
          // Not all at once, as many wait.
          Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE.toMillis()));
          continue;
        }
        tries++;
        if (tries == TRIES) {
          rest.forEach(key -> failures.add(new WorkResult.Failure(key, reason(e))));
          handled = keys.size();
        } else {
          Thread.sleep(PAUSE.multipliedBy(tries).toMillis());
        }
      }
    }
  }

  private static boolean isBusy(RuntimeException problem) {
    return problem instanceof FeignException feign && feign.status() == BUSY;
  }

  private void take(WorkResult result, int asked) {
    if (result.handled() < 1 || result.handled() > asked) {
      throw new IllegalStateException(
          "%s handled %d keys of %d".formatted(work.name(), result.handled(), asked));
    }
    handled += result.handled();
    changed += result.changed();
    failures.addAll(result.failures());
  }

  /** What operators read. */
  static String reason(RuntimeException problem) {
    return problem instanceof FeignException feign && feign.status() > 0
        ? "the service answered %d".formatted(feign.status())
        : "the service cannot be asked: " + problem.getMessage();
  }

  int handled() {
    return handled;
  }

  int changed() {
    return changed;
  }

  List<WorkResult.Failure> failures() {
    return failures;
  }
}
