package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.job.JobBooks;
import com.zhaoli.pay.bench.job.JobExecutors;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.Script;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The status sync of a million payments of which 200,000 are due, while each call to a channel
 * takes 100 ms: payments a second in a window with one, two and four executors of four threads, and
 * with one, eight and 32 threads in one executor; a run to its end at the best setting; and how
 * much later a run ends when one of four executors is killed in its middle. At the end, after a
 * compensation if any failed, every payment that was due must be closed with exactly one event.
 */
final class JobsBench implements Bench {
  private static final String EXECUTOR = "job-executor";
  private static final String PAYMENTS = "payment-service";
  private static final String CONSUMER = "notify-consumer";
  private static final String SYNC = "paymentStatusSync";
  private static final String COMPENSATION = "jobCompensation";
  private static final List<String> CHANNELS = List.of("alipay", "wechat-pay");
  private static final int CHANNEL_MILLIS = 100;
  private static final int EXECUTORS = 4;
  private static final int THREADS = 4;
  private static final int BEST_THREADS = 32;
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final String UNIT = "payments/s";

  /** Small ones: a window counts what is checked off, batch by batch. */
  private static final String PARAMETER = "batch=5 threads=";

  private final Clock clock;
  private final Map<String, String> environment;

  JobsBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public String description() {
    return "the status sync with more threads and executors, and with one that is killed";
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Script script = Script.of(environment, platform);
    if (!script.owns(EXECUTOR) || !script.owns(PAYMENTS) || !script.owns(CONSUMER)) {
      throw new BenchFailure("This benchmark restarts services that ./zhaoli up started here.");
    }
    JobsEffort effort = JobsEffort.of(environment.getOrDefault("ZHAOLI_BENCH_EFFORT", "full"));
    String stamp = "%08d".formatted(Math.floorMod(clock.millis() / 1_000, 100_000_000));
    JobExecutors executors = JobExecutors.of(environment);
    try (JobBooks books = JobBooks.open(platform.database(), stamp)) {
      // It would try to tell a merchant that nobody knows, and that be measured too.
      script.run("stop", CONSUMER);
      // The service's own sweep would do the work beside the executors.
      script.run(Map.of("ZHAOLI_SYNC_INTERVAL", "1h"), "restart", PAYMENTS);
      System.out.println("Filling the books.");
      books.fill(effort.payments());
      executors.delayChannels(CHANNELS, CHANNEL_MILLIS);
      BenchReport report =
          new Measurement(effort, script, executors, books, Environment.here(clock)).report();
      report.conditions().put(PAYMENTS, new CpuTimes(platform.runDir()).jvmOptions(PAYMENTS));
      return report;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    } finally {
      tidyUp(script, executors);
    }
  }

  private static void tidyUp(Script script, JobExecutors executors) {
    try {
      executors.delayChannels(CHANNELS, 0);
      script.run("restart", PAYMENTS);
      script.run("start", CONSUMER);
      for (int instance = 2; instance <= EXECUTORS; instance++) {
        script.run("stop", EXECUTOR, "--instance", Integer.toString(instance));
      }
    } catch (BenchFailure e) {
      // What was measured is worth more than what is left running.
      System.err.println(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One go through all cases. */
  private static final class Measurement {
    private final JobsEffort effort;
    private final Script script;
    private final JobExecutors executors;
    private final JobBooks books;
    private final Environment here;
    private final List<BenchReport.Row> rows = new ArrayList<>();
    private final SortedMap<String, Double> ratios = new TreeMap<>();
    private final SortedMap<String, String> conditions = new TreeMap<>();

    Measurement(
        JobsEffort effort,
        Script script,
        JobExecutors executors,
        JobBooks books,
        Environment here) {
      this.effort = effort;
      this.script = script;
      this.executors = executors;
      this.books = books;
      this.here = here;
    }

    BenchReport report() throws InterruptedException {
      int last = effort.payments() - 2 * effort.apart();
      long due = books.makeDue(1, last);
      List<URI> one = executors.await(1);
      measured(one, THREADS);
      double executor1 = window(one, THREADS);
      double threads1 = window(one, 1);
      ratios.put("threads8", window(one, 8) / threads1);
      ratios.put("threads32", window(one, BEST_THREADS) / threads1);
      script.run("start", EXECUTOR, "--instance", "2");
      ratios.put("executors2", window(executors.await(2), THREADS) / executor1);
      script.run("start", EXECUTOR, "--instance", "3");
      script.run("start", EXECUTOR, "--instance", "4");
      List<URI> all = executors.await(EXECUTORS);
      ratios.put("executors4", window(all, THREADS) / executor1);

      long before = books.synced();
      double seconds = toItsEnd(all, BEST_THREADS, () -> {});
      row(
          "to the end, %d executors with %d threads".formatted(EXECUTORS, BEST_THREADS),
          (books.synced() - before) / seconds);
      due += books.makeDue(last + 1, last + effort.apart());
      double undisturbed = toItsEnd(all, THREADS, () -> {});
      due += books.makeDue(last + effort.apart() + 1, effort.payments());
      double disturbed = toItsEnd(all, THREADS, this::killOne);
      conditions.put(
          "one of four killed",
          "%.1f s, against %.1f s undisturbed".formatted(disturbed, undisturbed));
      ratios.put("oneOfFourKilled", disturbed / undisturbed);
      redoFailed();
      requireOnce(due);
      conditions.put("channel", "each call takes " + CHANNEL_MILLIS + " ms, two for a payment");
      conditions.put("payments", effort.payments() + ", to be synced " + due);
      conditions.put("window", effort.window().toSeconds() + " s");
      return new BenchReport("jobs", here, rows, ratios, conditions);
    }

    private double window(List<URI> on, int threads) throws InterruptedException {
      double perSecond = measured(on, threads);
      row("%d executors with %d threads".formatted(on.size(), threads), perSecond);
      return perSecond;
    }

    private double measured(List<URI> on, int threads) throws InterruptedException {
      executors.trigger(on, SYNC, PARAMETER + threads);
      sleep(effort.warmup());
      long synced = books.synced();
      long begun = System.nanoTime();
      sleep(effort.window());
      double perSecond = (books.synced() - synced) / seconds(begun);
      executors.kill(on.get(0));
      await(() -> books.leased() == 0);
      return perSecond;
    }

    /** Seconds from the trigger to the end of the run. */
    private double toItsEnd(List<URI> on, int threads, Runnable inTheMiddle)
        throws InterruptedException {
      executors.trigger(on, SYNC, PARAMETER + threads);
      long begun = System.nanoTime();
      await(books::isRunOpen);
      inTheMiddle.run();
      await(() -> !books.isRunOpen());
      return seconds(begun);
    }

    private void killOne() {
      try {
        long enough = effort.apart() / 5 / 4;
        await(() -> books.synced() >= enough);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      script.kill(EXECUTOR + "-2");
    }

    /**
     * A channel that gave no answer in time is asked by the compensation, as operators would do.
     */
    private void redoFailed() throws InterruptedException {
      conditions.put("failed, and done by the compensation", Long.toString(books.failed()));
      if (books.leftFailed() > 0) {
        script.run("start", EXECUTOR, "--instance", "2");
        executors.trigger(executors.await(EXECUTORS).subList(0, 1), COMPENSATION, "");
        await(() -> books.leftFailed() == 0);
      }
    }

    private void requireOnce(long due) {
      long once = books.closedOnce();
      long otherwise = books.otherwise();
      if (once != due || otherwise != 0) {
        throw new BenchFailure(
            "%d payments were due, %d were synced once and %d otherwise."
                .formatted(due, once, otherwise));
      }
      conditions.put("synced exactly once", "all " + due);
    }

    private void row(String label, double perSecond) {
      System.out.printf("%s: %.1f %s%n", label, perSecond, UNIT);
      rows.add(BenchReport.Row.of(label, UNIT, List.of(perSecond)));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - deadline > 0) {
          throw new BenchFailure("A run did not come to its end in time.");
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }

    private static double seconds(long since) {
      return (System.nanoTime() - since) / 1e9;
    }

    private static void sleep(Duration time) throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
  }
}
