package com.zhaoli.pay.gateway.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisPipelineException;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.DigestUtils;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Runs a script of Redis for many threads. What is asked while a call is on its way goes in the
 * next one: one of the threads that wait sends the questions of all, one after the other without
 * waiting in between, and hands the answers out. So a busy gateway, and its Redis, pay for sending
 * and receiving once for many requests, and an idle one asks at once, on the request's own thread.
 *
 * <p>Each question is one run of the script, atomic as ever; they run in the order they were asked
 * in, as far as one call goes. A call that fails fails for all whose questions it had, and nobody
 * knows which of them ran. A question waits for the call before its own and for its own, so for
 * twice the time-out of Redis at most, as long as no more than {@link #BATCH} wait.
 */
final class AdmissionCalls {

  /** More than the server has threads to ask with. */
  static final int BATCH = 256;

  /** Two, so that one that hangs does not hold up all. */
  static final int CALLS = 2;

  private final RedisConnectionFactory connections;
  private final byte[] script;
  private final String sha;
  private final int keys;
  private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore calls = new Semaphore(CALLS);

  AdmissionCalls(RedisConnectionFactory connections, byte[] script, int keys) {
    this.connections = connections;
    this.script = script;
    this.sha = DigestUtils.sha1DigestAsHex(new String(script, StandardCharsets.UTF_8));
    this.keys = keys;
  }

  /**
   * Connects, and makes the script known.
   *
   * @throws DataAccessException when Redis does not answer
   */
  void prepare() {
    try (RedisConnection connection = connections.getConnection()) {
      connection.scriptingCommands().scriptLoad(script);
    }
  }

  /**
   * Runs the script.
   *
   * @param arguments its keys, then its other arguments
   * @return its answer
   * @throws DataAccessException when there is none; the script may have run
   */
  long run(byte[][] arguments) {
    Question own = new Question(arguments);
    waiting.add(own);
    boolean interrupted = false;
    while (!own.answered) {
      if (!callIfFree()) {
        LockSupport.park(this);
        // A thread with this mark would not wait any more; whoever set it sees it afterwards.
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return own.answer();
  }

  /**
   * Asks what waits, unless as many calls as may be are on their way.
   *
   * @return false when it did not. Whoever asks then may sleep: the question is in a call, which
   *     wakes it with the answer, or still waits for one that ends, which wakes the next
   */
  private boolean callIfFree() {
    if (!calls.tryAcquire()) {
      return false;
    }
    try {
      List<Question> batch = take();
      if (batch.isEmpty()) {
        return false;
      }
      call(batch);
      return true;
    } finally {
      calls.release();
      wakeNext();
    }
  }

  /** Whoever waits for longest makes the next call, should nobody have come first. */
  private void wakeNext() {
    Question next = waiting.peek();
    if (next != null) {
      LockSupport.unpark(next.asker);
    }
  }

  private List<Question> take() {
    List<Question> batch = new ArrayList<>();
    Question next;
    while (batch.size() < BATCH && (next = waiting.poll()) != null) {
      batch.add(next);
    }
    return batch;
  }

  private void call(List<Question> batch) {
    @Nullable DataAccessException failure = null;
    try (RedisConnection connection = connections.getConnection()) {
      // Connections to a cluster know no pipelines: the nodes are many.
      if (batch.size() == 1 || connection instanceof RedisClusterConnection) {
        batch.forEach(question -> ask(connection, question));
      } else {
        ask(connection, batch);
      }
    } catch (DataAccessException e) {
      failure = e;
    } catch (RuntimeException e) {
      // Spring hands on as it is what breaks a pipeline, and what it says when it is stopped.
      failure = new RedisConnectionFailureException(e.toString(), e);
    } finally {
      for (Question question : batch) {
        if (!question.answered) {
          question.fail(
              failure == null
                  ? new DataAccessResourceFailureException("The call broke off")
                  : failure);
        }
      }
    }
  }

  private void ask(RedisConnection connection, Question question) {
    try {
      question.answer(Objects.requireNonNull(run(connection, question)));
    } catch (DataAccessException e) {
      if (!isUnknownScript(e)) {
        throw e;
      }
      askWhole(connection, question);
    }
  }

  /** A script that Redis does not know has done nothing, so it is sent whole then. */
  private void askWhole(RedisConnection connection, Question question) {
    question.answer(
        Objects.requireNonNull(
            connection
                .scriptingCommands()
                .<Long>eval(script, ReturnType.INTEGER, keys, question.arguments)));
  }

  private void ask(RedisConnection connection, List<Question> batch) {
    connection.openPipeline();
    batch.forEach(question -> run(connection, question));
    List<Object> answers = answersOf(connection);
    for (int i = 0; i < batch.size(); i++) {
      Object answer = i < answers.size() ? answers.get(i) : null;
      if (answer instanceof Long verdict) {
        batch.get(i).answer(verdict);
      } else if (answer instanceof DataAccessException refusal) {
        if (isUnknownScript(refusal)) {
          askWhole(connection, batch.get(i));
        } else {
          batch.get(i).fail(refusal);
        }
      }
    }
  }

  /** One answer for each question; those that Redis refused stand as exceptions among them. */
  private static List<Object> answersOf(RedisConnection connection) {
    try {
      return connection.closePipeline();
    } catch (RedisPipelineException e) {
      if (e.getPipelineResult().isEmpty()) {
        throw e;
      }
      return e.getPipelineResult();
    }
  }

  /** In a pipeline the answer comes later. */
  private @Nullable Long run(RedisConnection connection, Question question) {
    return connection
        .scriptingCommands()
        .evalSha(sha, ReturnType.INTEGER, keys, question.arguments);
  }

  private static boolean isUnknownScript(DataAccessException failure) {
    return failure.getRootCause() instanceof JedisNoScriptException;
  }

  /** What one thread asks and waits for. */
  private static final class Question {
    private final byte[][] arguments;
    private final Thread asker = Thread.currentThread();
    private long answer;
    private @Nullable DataAccessException failure;

    /** Written last, so that whoever sees it sees the others. */
    private volatile boolean answered;

    Question(byte[][] arguments) {
      this.arguments = arguments;
    }

    void answer(long verdict) {
      answer = verdict;
      settle();
    }

    void fail(DataAccessException why) {
      failure = why;
      settle();
    }

    private void settle() {
      answered = true;
      if (asker != Thread.currentThread()) {
        LockSupport.unpark(asker);
      }
    }

    long answer() {
      if (failure != null) {
        throw failure;
      }
      return answer;
    }
  }
}
