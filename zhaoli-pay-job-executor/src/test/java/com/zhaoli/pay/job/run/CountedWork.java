package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkApi;
import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkKeys;
import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import feign.FeignException;
import feign.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A service whose work is counted in a table: how often a key was asked for, and had its effect.
 */
final class CountedWork implements WorkApi {
  static final int RANGE = 20;

  private static final Request REQUEST =
      Request.create(
          Request.HttpMethod.POST, "/batch", Map.of(), null, StandardCharsets.UTF_8, null);

  private final JdbcTemplate jdbc;
  final Set<String> failing = ConcurrentHashMap.newKeySet();
  final AtomicInteger keysDone = new AtomicInteger();
  final AtomicInteger batchesBegun = new AtomicInteger();
  final AtomicInteger refusals = new AtomicInteger();

  /** Batches that are refused as a busy service does. */
  final AtomicInteger busy = new AtomicInteger();

  /** Nothing is begun before it is open. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  volatile int millisPerKey;
  volatile boolean unreadable;

  /** So many keys are done by one call, as where the time of a call is over. */
  volatile int keysPerCall = WorkBatch.MAX_KEYS;

  CountedWork(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  static String key(int n) {
    return "key_%05d".formatted(n);
  }

  static void fill(JdbcTemplate jdbc, int keys) {
    jdbc.execute(
        "CREATE TABLE IF NOT EXISTS counted (k VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin"
            + " PRIMARY KEY, asked INT NOT NULL, done INT NOT NULL)");
    for (String table : List.of("counted", "job_run", "job_range", "job_failed_batch")) {
      jdbc.update("DELETE FROM " + table);
    }
    List<Object[]> rows = new ArrayList<>();
    for (int n = 0; n < keys; n++) {
      rows.add(new Object[] {key(n)});
    }
    jdbc.batchUpdate("INSERT INTO counted VALUES (?, 0, 0)", rows);
  }

  @Override
  public WorkPlan plan(String work, WorkScope scope) {
    List<String> keys =
        jdbc.queryForList("SELECT k FROM counted WHERE done = 0 ORDER BY k", String.class);
    List<String> bounds = new ArrayList<>();
    for (int n = 1; n <= keys.size(); n++) {
      if (n % RANGE == 0 || n == keys.size()) {
        bounds.add(keys.get(n - 1));
      }
    }
    return new WorkPlan(keys.size(), bounds);
  }

  @Override
  public WorkKeys keys(String work, WorkRange range) {
    if (unreadable) {
      throw new IllegalStateException("no keys today");
    }
    return new WorkKeys(
        jdbc.queryForList(
            "SELECT k FROM counted WHERE k > ? AND k <= ? AND done = 0 ORDER BY k LIMIT ?",
            String.class,
            range.after(),
            range.upTo(),
            range.limit()));
  }

  @Override
  public WorkResult batch(String work, WorkBatch batch) {
    passGate();
    if (takeOne(refusals)) {
      throw new IllegalStateException("away for a moment");
    }
    if (takeOne(busy)) {
      throw new FeignException.TooManyRequests("busy", REQUEST, new byte[0], Map.of());
    }
    int changed = 0;
    List<WorkResult.Failure> failures = new ArrayList<>();
    List<String> keys = batch.keys().subList(0, Math.min(batch.keys().size(), keysPerCall));
    for (String key : keys) {
      rest();
      jdbc.update("UPDATE counted SET asked = asked + 1 WHERE k = ?", key);
      if (failing.contains(key)) {
        failures.add(new WorkResult.Failure(key, "no clear answer"));
      } else {
        changed += jdbc.update("UPDATE counted SET done = done + 1 WHERE k = ? AND done = 0", key);
        keysDone.incrementAndGet();
      }
    }
    return new WorkResult(keys.size(), changed, failures);
  }

  private static boolean takeOne(AtomicInteger left) {
    return left.getAndUpdate(one -> Math.max(0, one - 1)) > 0;
  }

  private void passGate() {
    batchesBegun.incrementAndGet();
    try {
      if (!gate.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody opens the gate");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("a batch under way is not to be interrupted", e);
    }
  }

  private void rest() {
    try {
      Thread.sleep(millisPerKey);
    } catch (InterruptedException e) {
      throw new AssertionError("a batch under way is not to be interrupted", e);
    }
  }
}
