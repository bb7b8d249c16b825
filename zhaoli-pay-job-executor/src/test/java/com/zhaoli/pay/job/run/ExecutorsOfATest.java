package com.zhaoli.pay.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.testing.MariaDbServer;
import com.zhaoli.pay.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.JdbcTemplate;

/** Executors that share a real database, as many as a test wants. */
abstract class ExecutorsOfATest {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Duration NEVER = Duration.ofHours(1);

  final MariaDbServer database = TestServers.mariadb();
  final String url = database.jdbcUrl("zhaoli_job_runs");
  final List<Executor> executors = new ArrayList<>();

  @AfterEach
  void close() {
    executors.forEach(Executor::close);
  }

  Executor executor(Duration joinInterval) {
    Executor executor = new Executor(url, database.user(), database.password(), joinInterval);
    executors.add(executor);
    return executor;
  }

  static void fill(Executor executor, int keys) {
    CountedWork.fill(executor.jdbc(), keys);
  }

  /** Keys whose batches are all recorded as failed, and would be done now. */
  void failed(Executor executor, int keys, String parameter) {
    fill(executor, keys);
    executor.work().failing.addAll(keys(keys));
    assertThatThrownBy(() -> result(executor.trigger(0, 1, parameter)))
        .isInstanceOf(JobFailedException.class);
    executor.work().failing.clear();
  }

  static List<String> keys(int keys) {
    return Stream.iterate(0, n -> n + 1).limit(keys).map(CountedWork::key).toList();
  }

  static String result(Future<String> run) throws Exception {
    try {
      return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JobFailedException failed) {
        throw failed;
      }
      throw e;
    }
  }

  static long sum(JdbcTemplate jdbc, String column) {
    return number(jdbc, "SELECT SUM(" + column + ") FROM counted");
  }

  static long number(JdbcTemplate jdbc, String query) {
    Long number = jdbc.queryForObject(query, Long.class);
    return number == null ? 0 : number;
  }

  static void assertEachKeyWasAskedOnceAndDoneOnce(JdbcTemplate jdbc, int keys) {
    assertThat(
            jdbc.queryForList(
                "SELECT CONCAT(k, ' ', asked, ' ', done) FROM counted ORDER BY k", String.class))
        .containsExactlyElementsOf(
            Stream.iterate(0, n -> n + 1)
                .limit(keys)
                .map(n -> CountedWork.key(n) + " 1 1")
                .toList());
  }
}
