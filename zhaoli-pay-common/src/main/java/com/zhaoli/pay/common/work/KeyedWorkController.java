package com.zhaoli.pay.common.work;

import com.zhaoli.pay.common.client.job.WorkApi;
import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkKeys;
import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.work.KeyedWork.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RestController;

/**
 * Offers the work of a service to job-executor. A batch is done in the thread of its call, so that
 * whoever asks decides how much goes on at a time, within a bound of ours.
 */
@RestController
public class KeyedWorkController implements WorkApi {
  private static final Logger log = LoggerFactory.getLogger(KeyedWorkController.class);
  private static final int MAX_KEY_LENGTH = 64;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  /** Leaves most of the server's threads to those who pay. */
  private static final int MAX_BATCHES = 96;

  private final Map<String, KeySource> works;
  private final Semaphore batches = new Semaphore(MAX_BATCHES);

  public KeyedWorkController(List<? extends KeySource> works) {
    this.works = works.stream().collect(Collectors.toMap(KeySource::name, Function.identity()));
  }

  @Override
  public WorkPlan plan(String work, WorkScope scope) {
    requireScope(scope);
    return named(work).plan(scope);
  }

  @Override
  public WorkKeys keys(String work, WorkRange range) {
    requireScope(range.scope());
    requireBounds(range);
    return new WorkKeys(
        named(work).keys(range.scope(), range.after(), range.upTo(), range.limit()));
  }

  /**
   * @throws ApiException NOT_FOUND; REQUEST_INVALID; RATE_LIMITED while too many batches go on
   */
  @Override
  public WorkResult batch(String work, WorkBatch batch) {
    requireScope(batch.scope());
    if (!(named(work) instanceof KeyedWork keyed)) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    if (batch.keys().isEmpty()
        || batch.keys().size() > WorkBatch.MAX_KEYS
        || batch.keys().stream().anyMatch(key -> key.length() > MAX_KEY_LENGTH)) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "keys", "must be 1 to " + WorkBatch.MAX_KEYS);
    }
    if (!batches.tryAcquire()) {
      throw ApiException.of(ErrorCode.RATE_LIMITED, "work", "too many batches go on");
    }
    try {
      return done(keyed, batch);
    } finally {
      batches.release();
    }
  }

  private static WorkResult done(KeyedWork work, WorkBatch batch) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    int handled = 0;
    int changed = 0;
    List<WorkResult.Failure> failures = new ArrayList<>();
    for (String key : batch.keys()) {
      if (handled > 0 && System.nanoTime() - deadline > 0) {
        break;
      }
      handled++;
      try {
        changed += work.work(batch.scope(), key, batch.again()) == Done.CHANGED ? 1 : 0;
      } catch (WorkFailedException e) {
        failures.add(new WorkResult.Failure(key, String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        // One key that fails does not stop the others; its message may quote what is nobody's.
        log.error("{} of {} failed", work.name(), key, e);
        failures.add(new WorkResult.Failure(key, e.getClass().getSimpleName()));
      }
    }
    return new WorkResult(handled, changed, failures);
  }

  private KeySource named(String name) {
    KeySource work = works.get(name);
    if (work == null) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    return work;
  }

  @SuppressWarnings("NullAway") // what comes over the wire may lack it all the same
  private static void requireScope(WorkScope scope) {
    if (scope == null || scope.cutoff() == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "scope", "must have a cutoff");
    }
  }

  private static void requireBounds(WorkRange range) {
    Map<String, String> problems = new TreeMap<>();
    if (range.limit() < 1 || range.limit() > WorkBatch.MAX_KEYS) {
      problems.put("limit", "must be 1 to " + WorkBatch.MAX_KEYS);
    }
    if (range.after() == null || range.after().length() > MAX_KEY_LENGTH) {
      problems.put("after", "must be a key, or empty");
    }
    if (range.upTo() == null || range.upTo().isEmpty() || range.upTo().length() > MAX_KEY_LENGTH) {
      problems.put("upTo", "must be a key");
    }
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
  }
}
