package com.zhaoli.pay.sandbox.job;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The runs whose results are awaited, by the number under which executors report them. */
@Component
final class JobRuns {
  private final AtomicLong lastLogId;
  private final Map<Long, CompletableFuture<Result>> awaited = new ConcurrentHashMap<>();

  JobRuns(Clock clock) {
    // Executors name their log files by this number: it must not come again after a restart.
    this.lastLogId = new AtomicLong(clock.millis());
  }

  /** What an executor reports: 200 is success. */
  record Result(long logId, int handleCode, @Nullable String handleMsg) {}

  /** A run that is about to be sent, and its result to come. */
  record Run(long logId, CompletableFuture<Result> result) {}

  Run begin() {
    Run run = new Run(lastLogId.incrementAndGet(), new CompletableFuture<>());
    awaited.put(run.logId(), run.result());
    return run;
  }

  /** Takes a result. One that nobody awaits, or that comes twice, changes nothing. */
  void finish(Result result) {
    CompletableFuture<Result> waiting = awaited.remove(result.logId());
    if (waiting != null) {
      waiting.complete(result);
    }
  }

  void forget(Run run) {
    awaited.remove(run.logId());
  }
}
