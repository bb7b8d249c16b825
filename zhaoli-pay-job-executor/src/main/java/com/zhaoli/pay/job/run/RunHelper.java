package com.zhaoli.pay.job.run;

import com.zhaoli.pay.job.run.internal.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes part in open runs that this executor was not triggered for: it joined after the trigger, or
 * all that were triggered have died. A run that the console stopped is left alone.
 */
@Component
final class RunHelper implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RunHelper.class);

  private final Runs runs;
  private final RunStore store;
  private final Map<String, Work> works;
  private final Duration interval;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(RunHelper::thread);
  private final ExecutorService parts = Executors.newCachedThreadPool(RunHelper::thread);
  private final Set<String> helped = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  RunHelper(Runs runs, RunStore store, List<Work> works, RunProperties properties) {
    this.runs = runs;
    this.store = store;
    this.works = works.stream().collect(Collectors.toMap(Work::job, Function.identity()));
    this.interval = properties.joinInterval();
  }

  @Override
  public void start() {
    running = true;
    long millis = interval.toMillis();
    var unused = looks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    looks.shutdownNow();
    parts.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void look() {
    try {
      for (RunBO run : store.allOpen()) {
        Work work = works.get(run.job());
        // One run of a job is open at most, so these are few.
        if (work != null && helped.add(run.runNo())) {
          parts.execute(() -> help(work, run));
        }
      }
    } catch (RuntimeException e) {
      log.warn("open runs cannot be looked for now: {}", e.getMessage());
    }
  }

  private void help(Work work, RunBO run) {
    try {
      runs.help(work, run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("no more part in {} now: {}", run.runNo(), e.getMessage());
    } finally {
      helped.remove(run.runNo());
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "job-helper");
    thread.setDaemon(true);
    return thread;
  }
}
