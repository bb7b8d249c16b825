package com.zhaoli.pay.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.job.executor.JobFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs that several executors share, with a real database, and one executor that is killed. */
class RunsIT extends ExecutorsOfATest {
  private static final Duration SOON = Duration.ofMillis(200);

  @Test
  void everyKeyIsDoneOnceByAllShardsTogether() throws Exception {
    Executor first = executor(NEVER);
    Executor second = executor(NEVER);
    fill(first, 405);
    first.work().millisPerKey = 10;
    second.work().millisPerKey = 10;
    CountDownLatch both = new CountDownLatch(1);
    first.work().gate = both;
    second.work().gate = both;

    Future<String> one = first.trigger(0, 2, "threads=2");
    Future<String> two = second.trigger(1, 2, "threads=2");
    await()
        .atMost(PATIENCE)
        .until(() -> first.work().batchesBegun.get() * second.work().batchesBegun.get() > 0);
    both.countDown();

    assertThat(result(one)).endsWith("405 of 405 done, 405 changed, 0 failed.");
    assertThat(result(two)).isEqualTo(result(one));
    assertEachKeyWasAskedOnceAndDoneOnce(first.jdbc(), 405);
    assertThat(first.work().keysDone.get()).isBetween(100, 305);
    assertThat(runs(first.jdbc())).containsExactly("DONE");
    assertThat(first.log).anyMatch(line -> line.contains("shard 0 of 2"));
    assertThat(Stream.concat(first.log.stream(), second.log.stream()))
        .as("who comes first plans for both")
        .containsOnlyOnce("405 to do, in 21 ranges.");
  }

  @Test
  void aShardThatComesWhenAllIsDoneHasNoRunOfItsOwn() throws Exception {
    Executor first = executor(NEVER);
    fill(first, 10);
    String done = result(first.trigger(0, 2, ""));
    assertThat(result(first.trigger(1, 2, ""))).isEqualTo(done);
    assertThat(runs(first.jdbc())).hasSize(1);
    assertThat(result(first.trigger(0, 1, ""))).contains("0 of 0 done");
  }

  @Test
  void whatAKilledExecutorHeldIsTakenOnFromItsCheckpoint() throws Exception {
    Executor survivor = executor(NEVER);
    fill(survivor, 400);
    Process doomed = process(10);
    try {
      await().atMost(PATIENCE).until(() -> handled(survivor.jdbc()) >= 40);
      Future<String> rest = survivor.trigger(1, 2, "threads=2");
      doomed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

      // Batches that were done and not checked off had changed their keys before.
      assertThat(result(rest)).contains("400 of 400 done").endsWith("0 failed.");
    } finally {
      doomed.destroyForcibly();
    }
    assertThat(sum(survivor.jdbc(), "done")).isEqualTo(400);
    // Whatever was asked for twice was in the two batches that the kill cut off.
    assertThat(sum(survivor.jdbc(), "asked")).isBetween(400L, 420L);
    assertThat(survivor.work().keysDone.get()).isLessThanOrEqualTo(360);
  }

  @Test
  void aRunWhoseExecutorsAllDiedGoesOnWhenOneIsThereAgain() throws Exception {
    Executor later = executor(SOON);
    fill(later, 200);
    Process doomed = process(10);
    try {
      await().atMost(PATIENCE).until(() -> handled(later.jdbc()) >= 20);
    } finally {
      doomed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    await().atMost(PATIENCE).until(() -> runs(later.jdbc()).equals(List.of("DONE")));
    assertThat(sum(later.jdbc(), "done")).isEqualTo(200);
  }

  @Test
  void anExecutorThatJoinsInMidRunTakesPart() throws Exception {
    Executor first = executor(NEVER);
    fill(first, 1_000);
    // Long enough for the other one to start; then there is nothing to wait for any more.
    first.work().millisPerKey = 50;
    Future<String> run = first.trigger(0, 1, "threads=1");
    await().atMost(PATIENCE).until(() -> handled(first.jdbc()) >= 20);

    Executor joined = executor(SOON);
    await().atMost(PATIENCE).until(() -> joined.work().keysDone.get() > 0);
    first.work().millisPerKey = 0;

    assertThat(result(run)).endsWith("1000 of 1000 done, 1000 changed, 0 failed.");
    assertEachKeyWasAskedOnceAndDoneOnce(first.jdbc(), 1_000);
  }

  @Test
  void aStopStopsAllExecutorsAndTheNextTriggerGoesOn() throws Exception {
    Executor first = executor(NEVER);
    Executor second = executor(SOON);
    fill(first, 400);
    first.work().millisPerKey = 150;
    second.work().millisPerKey = 150;
    Future<String> one = first.trigger(0, 2, "threads=2");
    Future<String> two = second.trigger(1, 2, "threads=2");
    await().atMost(PATIENCE).until(() -> handled(first.jdbc()) >= 40);

    one.cancel(true);

    assertThatThrownBy(() -> result(two))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("Stopped; the next trigger goes on with it.");
    assertThat(runs(first.jdbc())).containsExactly("STOPPED");
    await().atMost(PATIENCE).until(() -> leased(first.jdbc()) == 0);
    long asked = sum(first.jdbc(), "asked");
    assertThat(asked).isLessThan(400);

    first.work().millisPerKey = 0;
    assertThat(result(first.trigger(0, 1, "threads=4")))
        .endsWith("400 of 400 done, 400 changed, 0 failed.");
    assertThat(runs(first.jdbc())).containsExactly("DONE");
    assertEachKeyWasAskedOnceAndDoneOnce(first.jdbc(), 400);
  }

  @Test
  void theEndOfAProcessDoesNotStopARun() throws Exception {
    Executor leaving = executor(NEVER);
    Executor staying = executor(SOON);
    fill(leaving, 200);
    leaving.work().millisPerKey = 10;
    var unused = leaving.trigger(0, 1, "threads=2");
    await().atMost(PATIENCE).until(() -> handled(leaving.jdbc()) >= 20);
    leaving.close();
    executors.remove(leaving);

    await().atMost(PATIENCE).until(() -> runs(staying.jdbc()).equals(List.of("DONE")));
    assertThat(sum(staying.jdbc(), "done")).isEqualTo(200);
  }

  @Test
  void aRestartGivesTheUnfinishedRunUp() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 200);
    executor.work().millisPerKey = 100;
    Future<String> stopped = executor.trigger(0, 1, "threads=1");
    await().atMost(PATIENCE).until(() -> handled(executor.jdbc()) >= 10);
    stopped.cancel(true);
    await().atMost(PATIENCE).until(() -> runs(executor.jdbc()).contains("STOPPED"));
    executor.work().millisPerKey = 0;

    String done = result(executor.trigger(0, 1, "restart=true"));

    assertThat(runs(executor.jdbc())).containsExactly("ABANDONED", "DONE");
    assertThat(done).doesNotContain(" 200 of 200");
    assertThat(sum(executor.jdbc(), "done")).isEqualTo(200);
  }

  @Test
  void aServiceThatIsAwayForAMomentIsAskedAgain() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 10);
    executor.work().refusals.set(2);
    assertThat(result(executor.trigger(0, 1, "threads=1")))
        .endsWith("10 of 10 done, 10 changed, 0 failed.");
  }

  @Test
  void aServiceThatIsBusyIsWaitedForAndItsKeysHaveNotFailed() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 10);
    executor.work().busy.set(5);
    assertThat(result(executor.trigger(0, 1, "threads=1")))
        .endsWith("10 of 10 done, 10 changed, 0 failed.");
    assertEachKeyWasAskedOnceAndDoneOnce(executor.jdbc(), 10);
  }

  @Test
  void aRunThatWaitsForABusyServiceStopsWhenItIsToldTo() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 10);
    executor.work().busy.set(Integer.MAX_VALUE);
    Future<String> run = executor.trigger(0, 1, "threads=1");
    await().atMost(PATIENCE).until(() -> executor.work().busy.get() < Integer.MAX_VALUE);

    run.cancel(true);

    await().atMost(PATIENCE).until(() -> runs(executor.jdbc()).equals(List.of("STOPPED")));
    await().atMost(PATIENCE).until(() -> leased(executor.jdbc()) == 0);
    executor.work().busy.set(0);
    assertThat(result(executor.trigger(0, 1, "threads=1")))
        .endsWith("10 of 10 done, 10 changed, 0 failed.");
    assertThat(runs(executor.jdbc())).containsExactly("DONE");
  }

  @Test
  void aDayWhoseRunWasLeftOpenComesBeforeTheNextAndIsNotInItsWay() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 10);
    LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
    // As after a night in which the service was away and nothing could be planned.
    executor.store().begin(Executor.DAILY_JOB, yesterday.minusDays(1), 1, 10);

    assertThat(result(executor.triggerDaily(""))).contains("0 of 0 done");

    assertThat(
            executor
                .jdbc()
                .queryForList(
                    "SELECT CONCAT(work_day, ' ', status, ' ', total) FROM job_run ORDER BY run_no",
                    String.class))
        .containsExactly(yesterday.minusDays(1) + " DONE 10", yesterday + " DONE 0");
    executor.store().begin(Executor.DAILY_JOB, yesterday.minusDays(9), 1, 10);
    assertThatThrownBy(() -> result(executor.triggerDaily("day=" + yesterday.minusDays(3))))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("trigger that day to go on with it");
  }

  @Test
  void aLeftOverDayWhoseKeysFailStillMakesWayForTheNext() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 10);
    executor.work().failing.add(CountedWork.key(3));
    LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
    executor.store().begin(Executor.DAILY_JOB, yesterday.minusDays(1), 1, 10);

    assertThatThrownBy(() -> result(executor.triggerDaily("")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("1 failed");

    assertThat(executor.log).anyMatch(line -> line.contains("10 of 10 done, 9 changed, 1 failed"));
    assertThat(runs(executor.jdbc())).containsExactly("DONE", "DONE");
  }

  private Process process(int millisPerKey) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Executor.class.getName(),
            url,
            database.user(),
            database.password(),
            String.valueOf(millisPerKey))
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "killed-executor.log").toFile())
        .start();
  }

  private static long handled(JdbcTemplate jdbc) {
    return number(jdbc, "SELECT COALESCE(SUM(handled), 0) FROM job_range");
  }

  private static long leased(JdbcTemplate jdbc) {
    return number(
        jdbc, "SELECT COUNT(*) FROM job_range WHERE status = 'OPEN' AND lease_until IS NOT NULL");
  }

  private static List<String> runs(JdbcTemplate jdbc) {
    return jdbc.queryForList("SELECT status FROM job_run ORDER BY run_no", String.class);
  }
}
