package com.zhaoli.pay.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.job.executor.JobFailedException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Failed batches that are done again by several executors, with a real database. */
@ExtendWith(OutputCaptureExtension.class)
class CompensationIT extends ExecutorsOfATest {

  @Test
  void aBatchThatFailsIsRecordedTheRunGoesOnAndCompensationDoesExactlyThat() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 100);
    List<String> bad = List.of(CountedWork.key(7), CountedWork.key(55), CountedWork.key(56));
    executor.work().failing.addAll(bad);

    assertThatThrownBy(() -> result(executor.trigger(0, 1, "threads=2")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContainingAll("100 of 100 done, 97 changed, 3 failed", "jobCompensation");
    assertThat(
            executor
                .jdbc()
                .queryForList(
                    "SELECT CONCAT_WS('|', after_key, up_to_key, batch_keys, reason, status)"
                        + " FROM job_failed_batch ORDER BY after_key",
                    String.class))
        .containsExactly(
            "key_00000|key_00009|key_00007|no clear answer|OPEN",
            "key_00050|key_00059|key_00055\nkey_00056|no clear answer|OPEN");

    executor.work().failing.remove(bad.get(0));
    executor.work().failing.remove(bad.get(1));
    assertThatThrownBy(() -> result(executor.compensate("job=" + Executor.JOB)))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("2 batches with 3 keys done again, 1 keys failed again, which stay recorded.");
    executor.work().failing.clear();
    assertThat(result(executor.compensate("threads=8")))
        .isEqualTo("1 batches with 1 keys done again, 0 keys failed again.");
    assertThat(result(executor.compensate("")))
        .isEqualTo("0 batches with 0 keys done again, 0 keys failed again.");
    assertThat(sum(executor.jdbc(), "done")).isEqualTo(100);
    assertThat(sum(executor.jdbc(), "asked")).isEqualTo(100 + 3 + 1);
  }

  @Test
  void whatFailsTooOftenIsGivenUpAndDoneAgainOnlyWhenATriggerSaysSo() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 20, "threads=1");
    executor.work().failing.add(CountedWork.key(3));

    assertThatThrownBy(() -> result(executor.compensate("")))
        .hasMessage("2 batches with 20 keys done again, 1 keys failed again, which stay recorded.");
    for (int redo = 2; redo < Executor.REDOS; redo++) {
      assertThatThrownBy(() -> result(executor.compensate("")))
          .hasMessage(
              "1 batches with 1 keys done again, 1 keys failed again, which stay recorded.");
    }
    assertThatThrownBy(() -> result(executor.compensate("")))
        .hasMessage(
            "1 batches with 1 keys done again, 1 keys failed again, 1 batches given up,"
                + " which stay recorded.");
    executor.work().failing.clear();
    assertThat(result(executor.compensate("")))
        .isEqualTo("0 batches with 0 keys done again, 0 keys failed again.");
    assertThat(statuses(executor)).containsExactly("DONE", "GIVEN_UP");

    assertThat(result(executor.compensate("givenUp=true")))
        .isEqualTo("1 batches with 1 keys done again, 0 keys failed again.");
    assertThat(executor.log).contains("1 batches had been given up.");
    assertThat(statuses(executor)).containsExactly("DONE", "DONE");
  }

  @Test
  void whatWasGivenUpIsKeptFromThenOnAndNotFromWhenItFailed() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 10, "threads=1");
    executor.work().failing.addAll(keys(10));
    Instant failed = Instant.now();
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(failed.plusMillis(10)));
    Instant between = failed.plusMillis(5);
    setRedos(executor, Executor.REDOS - 1);
    assertThatThrownBy(() -> result(executor.compensate("")))
        .hasMessageContaining("1 batches given up");

    assertThat(executor.store().deleteFailedBatches(between, 10)).isZero();
    assertThat(executor.store().deleteFailedBatches(Instant.now().plusSeconds(1), 10)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"renew", "settle"})
  void aFaultOfOurOwnDatabaseIsNoFailureOfTheKeys(String statement) throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 10, "threads=1");
    setRedos(executor, Executor.REDOS - 1);
    executor.beforeStatement(
        statement,
        () -> {
          executor.beforeStatement(statement, () -> {});
          throw new DataAccessResourceFailureException("the database is away");
        });

    assertThatThrownBy(() -> result(executor.compensate("")))
        .hasMessage(
            "0 batches with 0 keys done again, 0 keys failed again, 1 batches left as they were,"
                + " which stay recorded.");

    assertThat(batches(executor)).containsExactly("OPEN 2 no clear answer");
    assertThat(leaseEnds(executor.jdbc())).isEmpty();
    assertThat(result(executor.compensate("")))
        .isEqualTo("1 batches with 10 keys done again, 0 keys failed again.");
  }

  @Test
  void aRunIsNoSuccessWhereTheDatabaseStaysAway() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 10, "threads=1");
    for (String statement : List.of("settle", "release")) {
      executor.beforeStatement(
          statement,
          () -> {
            throw new DataAccessResourceFailureException("the database is away");
          });
    }

    assertThatThrownBy(() -> result(executor.compensate("")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("1 batches left as they were");
  }

  @Test
  void keysThatCannotBeReadHaveFailedAgain() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 10);
    executor.work().unreadable = true;
    assertThatThrownBy(() -> result(executor.trigger(0, 1, "threads=1")))
        .isInstanceOf(JobFailedException.class);

    assertThatThrownBy(() -> result(executor.compensate("")))
        .hasMessage("0 batches with 0 keys done again, 1 keys failed again, which stay recorded.");
    assertThat(batches(executor))
        .containsExactly("OPEN 1 the service cannot be asked: no keys today");
  }

  @Test
  void aBatchOfAJobThatIsNotHereWaitsUncountedAndTheRunFails() throws Exception {
    Executor executor = executor(NEVER);
    failedElsewhere(executor);

    for (int redo = 1; redo <= Executor.REDOS; redo++) {
      assertThatThrownBy(() -> result(executor.compensate("")))
          .isInstanceOf(JobFailedException.class)
          .hasMessage(
              "0 batches with 0 keys done again, 0 keys failed again."
                  + " Batches of dailyJob wait for an executor that has this job.");
    }

    assertThat(batches(executor)).containsExactly("OPEN 0 no clear answer");
    assertThat(sum(executor.jdbc(), "asked")).isEqualTo(10);
    assertThat(result(executor.compensate("job=" + Executor.JOB))).startsWith("0 batches");
  }

  @Test
  void aBatchThatNoExecutorHasHadForDaysIsGivenUpAndOpenedByTheNameOfItsJob() throws Exception {
    Executor executor = executor(NEVER);
    failedElsewhere(executor);
    executor.jdbc().update("UPDATE job_failed_batch SET updated_at = NOW(3) - INTERVAL 3 DAY");

    assertThatThrownBy(() -> result(executor.compensate("")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContainingAll("1 batches given up", "dailyJob");
    assertThat(batches(executor)).containsExactly("GIVEN_UP 0 no clear answer");
    assertThat(result(executor.compensate(""))).startsWith("0 batches");

    assertThatThrownBy(() -> result(executor.compensate("givenUp=true job=" + Executor.DAILY_JOB)))
        .hasMessageContaining("Batches of dailyJob wait");
    assertThat(executor.log).contains("1 batches had been given up.");
    assertThatThrownBy(() -> result(executor.compensate(""))).hasMessageContaining("dailyJob wait");
    assertThat(batches(executor)).containsExactly("OPEN 0 no clear answer");
  }

  @Test
  void aBatchThatAnotherTookAndSettledMeanwhileIsNotDoneAgain() throws Exception {
    Executor slow = executor(NEVER);
    Executor quick = executor(NEVER);
    failed(slow, 10, "threads=1");
    quick.work().failing.add(CountedWork.key(3));
    slow.beforeStatement(
        "take",
        () ->
            assertThatThrownBy(() -> result(quick.compensate("")))
                .hasMessageContaining("1 keys failed"));

    assertThat(result(slow.compensate("")))
        .isEqualTo("0 batches with 0 keys done again, 0 keys failed again.");

    assertThat(sum(slow.jdbc(), "asked")).isEqualTo(10 + 10);
    assertThat(batches(slow)).containsExactly("OPEN 1 no clear answer");
  }

  @Test
  void theKeysAreThoseOfTheMomentInWhichABatchIsTaken() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 10, "threads=1");
    executor.beforeStatement(
        "take",
        () -> executor.jdbc().update("UPDATE job_failed_batch SET batch_keys = 'key_00003'"));

    assertThat(result(executor.compensate("")))
        .isEqualTo("1 batches with 1 keys done again, 0 keys failed again.");
  }

  @Test
  void aTriggerDoesABatchOnceThoughOneOfItsShardsBeginsLate() throws Exception {
    Executor first = executor(NEVER);
    Executor late = executor(NEVER);
    failed(first, 10, "threads=1");
    first.work().failing.addAll(keys(10));
    Instant triggered = Instant.now();

    assertThatThrownBy(() -> result(first.compensate(0, 2, triggered, "")))
        .hasMessageContaining("10 keys failed again");
    assertThat(result(late.compensate(1, 2, triggered, "")))
        .isEqualTo("0 batches with 0 keys done again, 0 keys failed again.");

    assertThat(sum(first.jdbc(), "asked")).isEqualTo(10 + 10);
    assertThat(batches(first)).containsExactly("OPEN 1 no clear answer");
  }

  @Test
  void whatIsGivenUpByATriggerIsNotOpenedByItsOtherShards() throws Exception {
    Executor first = executor(NEVER);
    Executor late = executor(NEVER);
    failed(first, 10, "threads=1");
    first.work().failing.addAll(keys(10));
    setRedos(first, Executor.REDOS - 1);
    Instant triggered = Instant.now();

    assertThatThrownBy(() -> result(first.compensate(0, 2, triggered, "givenUp=true")))
        .hasMessageContaining("1 batches given up");
    result(late.compensate(1, 2, triggered, "givenUp=true"));

    assertThat(late.log).contains("0 batches had been given up.");
    assertThat(batches(first)).containsExactly("GIVEN_UP 3 no clear answer");
  }

  @Test
  void aStopIsNoRedoAndKeysThatWereNotReachedAreNotGivenUp(CapturedOutput output) throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 10, "threads=1");
    setRedos(executor, Executor.REDOS - 1);
    executor.work().keysPerCall = 1;
    executor.work().millisPerKey = 1_000;
    stopAfterAKey(executor);
    assertThat(batches(executor))
        .as("the first was done, the others were not reached")
        .containsExactly("OPEN 2 stopped before it was done again");

    executor.work().failing.addAll(keys(10));
    stopAfterAKey(executor);
    assertThat(batches(executor)).containsExactly("OPEN 3 no clear answer");

    executor.work().millisPerKey = 0;
    assertThatThrownBy(() -> result(executor.compensate("")))
        .hasMessageContaining("1 batches given up");
    assertThat(batches(executor)).containsExactly("GIVEN_UP 4 no clear answer");
    assertThat(output).contains("of countedJob is given up after 4 times: no clear answer");
  }

  private static void stopAfterAKey(Executor executor) {
    long asked = sum(executor.jdbc(), "asked");
    Future<String> stopped = executor.compensate("threads=1");
    await().atMost(PATIENCE).until(() -> sum(executor.jdbc(), "asked") > asked);
    stopped.cancel(true);
    await().atMost(PATIENCE).until(() -> leaseEnds(executor.jdbc()).isEmpty());
    assertThat(sum(executor.jdbc(), "asked") - asked).isLessThan(5);
  }

  @Test
  void manyThatWereGivenUpAreOpenedInPortions() throws Exception {
    Executor executor = executor(NEVER);
    failedElsewhere(executor);
    for (int n = 0; n < 1_500; n++) {
      executor
          .jdbc()
          .update(
              "INSERT INTO job_failed_batch SELECT ?, run_no, range_no, job, cutoff, work_day,"
                  + " after_key, up_to_key, batch_keys, key_count, reason, 'GIVEN_UP', redos,"
                  + " owner, lease_until, created_at, updated_at FROM job_failed_batch"
                  + " WHERE status = 'OPEN'",
              "jfb_" + n);
    }
    AtomicInteger portions = new AtomicInteger();
    executor.beforeStatement("reopen", portions::incrementAndGet);

    assertThatThrownBy(() -> result(executor.compensate("givenUp=true")))
        .isInstanceOf(JobFailedException.class);

    assertThat(executor.log).contains("1500 batches had been given up.");
    assertThat(portions).hasValue(2);
  }

  /** One batch of a job that no executor here has. */
  private static void failedElsewhere(Executor executor) {
    fill(executor, 10);
    executor.work().failing.add(CountedWork.key(3));
    assertThatThrownBy(() -> result(executor.triggerDaily("")))
        .isInstanceOf(JobFailedException.class);
  }

  private static void setRedos(Executor executor, int redos) {
    executor.jdbc().update("UPDATE job_failed_batch SET redos = ?", redos);
  }

  private static List<String> batches(Executor executor) {
    return executor
        .jdbc()
        .queryForList(
            "SELECT CONCAT(status, ' ', redos, ' ', reason) FROM job_failed_batch"
                + " ORDER BY batch_no",
            String.class);
  }

  @Test
  void compensationKnowsItsJobs() throws Exception {
    Executor executor = executor(NEVER);
    assertThatThrownBy(() -> result(executor.compensate("job=noJob")))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("jobCompensation knows no job \"noJob\"; there are countedJob.");
  }

  @Test
  void aRangeThatCannotBeReadIsRecordedAndDoneAgainAsAWhole() throws Exception {
    Executor executor = executor(NEVER);
    fill(executor, 30);
    executor.work().unreadable = true;
    assertThatThrownBy(() -> result(executor.trigger(0, 1, "threads=2")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("jobCompensation");
    assertThat(sum(executor.jdbc(), "asked")).isZero();

    executor.work().unreadable = false;
    assertThat(result(executor.compensate("")))
        .isEqualTo("2 batches with 30 keys done again, 0 keys failed again.");
    assertEachKeyWasAskedOnceAndDoneOnce(executor.jdbc(), 30);
  }

  @Test
  void aBatchThatTakesManyCallsIsNobodyElsesMeanwhile() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 3, "threads=1");
    executor.work().keysPerCall = 1;
    executor.work().millisPerKey = 1_000;

    Future<String> compensation = executor.compensate("threads=1");

    await().atMost(PATIENCE).until(() -> leaseEnds(executor.jdbc()).size() == 1);
    List<Instant> first = leaseEnds(executor.jdbc());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<Instant> now = leaseEnds(executor.jdbc());
              return now.size() == 1 && now.get(0).isAfter(first.get(0));
            });
    assertThat(result(compensation))
        .isEqualTo("1 batches with 3 keys done again, 0 keys failed again.");
  }

  @Test
  void ofACompensationThatIsStoppedHalfWayOnlyTheRestIsDoneAgain() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 10, "threads=1");
    executor.work().keysPerCall = 1;
    executor.work().millisPerKey = 1_000;
    Future<String> stopped = executor.compensate("threads=1");
    await().atMost(PATIENCE).until(() -> sum(executor.jdbc(), "done") >= 1);
    stopped.cancel(true);
    await().atMost(PATIENCE).until(() -> leaseEnds(executor.jdbc()).isEmpty());
    long asked = sum(executor.jdbc(), "asked");
    long done = sum(executor.jdbc(), "done");
    assertThat(done).isBetween(1L, 9L);
    executor.work().keysPerCall = 10;

    assertThat(result(executor.compensate("")))
        .isEqualTo("1 batches with %d keys done again, 0 keys failed again.".formatted(10 - done));
    assertThat(sum(executor.jdbc(), "asked") - asked).isEqualTo(10 - done);
  }

  @Test
  void whatFailsAgainIsDoneOnceByAllExecutorsOfARun() throws Exception {
    Executor slow = executor(NEVER);
    Executor quick = executor(NEVER);
    failed(slow, 30, "threads=1");
    slow.work().failing.addAll(keys(30));
    quick.work().failing.addAll(keys(30));
    CountDownLatch quickIsDone = new CountDownLatch(1);
    slow.work().gate = quickIsDone;

    Future<String> one = slow.compensate("threads=1");
    await().atMost(PATIENCE).until(() -> leaseEnds(slow.jdbc()).size() == 1);
    assertThatThrownBy(() -> result(quick.compensate("threads=1")))
        .hasMessageStartingWith("2 batches with 20 keys done again");
    quickIsDone.countDown();
    assertThatThrownBy(() -> result(one))
        .hasMessageStartingWith("1 batches with 10 keys done again");
    assertThat(sum(slow.jdbc(), "asked")).isEqualTo(30 + 30);
  }

  @Test
  void aCompensationTellsHowFarItIs() throws Exception {
    Executor executor = executor(NEVER);
    failed(executor, 20, "threads=1");
    executor.work().millisPerKey = 400;

    result(executor.compensate("threads=1"));

    assertThat(executor.log)
        .anyMatch(line -> line.startsWith("2 failed batches were recorded before 2"))
        .anyMatch(line -> line.matches("1 of 2 done \\(.*/s, .* left; 10 changed, 0 failed\\."));
  }

  private static List<String> statuses(Executor executor) {
    return executor
        .jdbc()
        .queryForList("SELECT status FROM job_failed_batch ORDER BY status", String.class);
  }

  private static List<Instant> leaseEnds(JdbcTemplate jdbc) {
    return jdbc.queryForList(
        "SELECT lease_until FROM job_failed_batch WHERE lease_until IS NOT NULL", Instant.class);
  }
}
