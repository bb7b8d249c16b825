package com.zhaoli.pay.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.limit.LiveLimits;
import com.zhaoli.pay.testing.RedisServer;
import com.zhaoli.pay.testing.TestServers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.mock.env.MockEnvironment;

/** Many threads at once, on a real Redis. */
class AdmissionStoreIT {
  private static final int THREADS = 64;
  private static final Duration TIME_OUT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String ADMITTED = "ADMITTED";

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("zhaoli.gateway.limits.app.per-second", "1000")
          .withProperty("zhaoli.gateway.limits.app.burst", "1000");
  private CountedConnections connections;
  private AdmissionStore store;

  @BeforeEach
  void connect() {
    TestServers.redis().flushAll();
    connect(LONG);
  }

  private void connect(Duration timeout) {
    RedisServer server = TestServers.redis();
    RedisStandaloneConfiguration redis =
        new RedisStandaloneConfiguration(server.host(), server.port());
    redis.setPassword(server.password());
    GenericObjectPoolConfig<Object> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(THREADS);
    connections =
        new CountedConnections(
            redis,
            JedisClientConfiguration.builder()
                .readTimeout(timeout)
                .usePooling()
                .poolConfig(pool)
                .build());
    connections.afterPropertiesSet();
    connections.start();
    store = new AdmissionStore(connections, new LiveLimits(environment));
    store.connect();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    connections.destroy();
  }

  @Test
  void whatIsAskedWhileACallIsOnItsWayGoesInOneRoundTrip() throws Exception {
    pause(Duration.ofSeconds(2));
    connections.borrowed.set(0);
    List<String> verdicts = together(i -> admit("app_busy", "nonce-of-thread-" + i));

    assertThat(verdicts).hasSize(THREADS).containsOnly(ADMITTED);
    // Two calls begin at once with what is there; the rest goes with the first that is free.
    assertThat(connections.borrowed).hasValueBetween(1, THREADS / 4);
  }

  @Test
  void eachGetsTheAnswerToItsOwnQuestion() throws Exception {
    pause(Duration.ofMillis(300));
    List<String> verdicts =
        together(
            i -> admit("app_busy", i % 2 == 0 ? "a-nonce-of-32-threads" : "nonce-number-" + i));

    List<String> shared = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      (i % 2 == 0 ? shared : own).add(verdicts.get(i));
    }
    assertThat(own).containsOnly(ADMITTED);
    assertThat(Collections.frequency(shared, ADMITTED)).isEqualTo(1);
    assertThat(Collections.frequency(shared, ErrorCode.NONCE_REPLAYED.name()))
        .isEqualTo(THREADS / 2 - 1);
  }

  @Test
  void aScriptThatRedisForgotRunsOnceForEachOfThem() throws Exception {
    try (RedisConnection redis = connections.getConnection()) {
      redis.scriptingCommands().scriptFlush();
    }
    pause(Duration.ofMillis(300));
    assertThat(together(i -> admit("app_busy", "nonce-of-thread-" + i))).containsOnly(ADMITTED);
    assertThat(together(i -> admit("app_busy", "nonce-of-thread-" + i)))
        .containsOnly(ErrorCode.NONCE_REPLAYED.name());
  }

  @Test
  void aRedisThatHangsRefusesAllWithinTwoTimeOutsAndServesThemAfterwards() throws Exception {
    connections.destroy();
    connect(TIME_OUT);
    pause(Duration.ofSeconds(15));
    long start = System.nanoTime();
    List<String> verdicts = together(i -> admit("app_busy", "nonce-of-thread-" + i));

    assertThat(verdicts).containsOnly(ErrorCode.REPLAY_STORE_UNAVAILABLE.name());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("and not one after the other")
        .isLessThan(TIME_OUT.multipliedBy(THREADS / 6));

    await().until(() -> admit("app_busy", "a-nonce-" + System.nanoTime()), ADMITTED::equals);
    assertThat(together(i -> admit("app_busy", "another-of-thread-" + i))).containsOnly(ADMITTED);
  }

  @Test
  void anInterruptedThreadGetsItsAnswerAndKeepsItsMark() throws Exception {
    pause(Duration.ofMillis(300));
    List<String> verdicts =
        together(
            i -> {
              Thread.currentThread().interrupt();
              String verdict = admit("app_busy", "nonce-of-thread-" + i);
              return Thread.interrupted() ? verdict : "its mark is gone";
            });
    assertThat(verdicts).containsOnly(ADMITTED);
  }

  @Test
  void whoeverWaitsForAnothersCallSleepsThoughItIsWokenForNothing() throws Exception {
    Semaphore gate = new Semaphore(0, true);
    connections.gate = gate;
    List<String> verdicts = Collections.synchronizedList(new ArrayList<>());
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String nonce = "nonce-of-thread-" + i;
      askers.add(new Thread(() -> verdicts.add(admit("app_busy", nonce))));
    }
    try {
      askers.get(0).start();
      askers.get(1).start();
      await().until(() -> gate.getQueueLength() == AdmissionCalls.CALLS);
      for (Thread later : askers.subList(2, 4)) {
        later.start();
        await().until(() -> LockSupport.getBlocker(later) instanceof AdmissionCalls);
      }
      // The third takes the fourth's question along and stands at the gate, at last alone.
      for (int waiting = AdmissionCalls.CALLS; waiting > 0; waiting--) {
        int left = waiting;
        gate.release();
        await().until(() -> verdicts.size() == 3 - left && gate.getQueueLength() == left);
      }

      Thread fourth = askers.get(3);
      long sleeps = sleepsOf(fourth);
      LockSupport.unpark(fourth);
      await().until(() -> sleepsOf(fourth) > sleeps);
    } finally {
      gate.release(askers.size());
    }
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(verdicts).hasSize(4).containsOnly(ADMITTED);
  }

  @Test
  void whatComesWhileTheConnectionsAreStoppedIsRefusedAsUnavailable() {
    connections.stop();
    assertThat(admit("app_busy", "nonce-of-the-last-one"))
        .isEqualTo(ErrorCode.REPLAY_STORE_UNAVAILABLE.name());
  }

  private static long sleepsOf(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
  }

  private String admit(String appId, String nonce) {
    try {
      return store.admit(appId, nonce, 0).isEmpty() ? ADMITTED : "CHANGED";
    } catch (ApiException e) {
      return e.code().name();
    }
  }

  /** Runs it in all threads at once. */
  private List<String> together(IntFunction<String> call)
      throws InterruptedException, ExecutionException {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Future<String>> verdicts = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Callable<String> asking =
          () -> {
            ready.countDown();
            ready.await();
            return call.apply(thread);
          };
      verdicts.add(threads.submit(asking));
    }
    List<String> answers = new ArrayList<>();
    for (Future<String> verdict : verdicts) {
      answers.add(verdict.get());
    }
    return answers;
  }

  /** Redis reads, and does nothing, for so long. */
  private void pause(Duration duration) {
    try (RedisConnection redis = connections.getConnection()) {
      redis.execute("CLIENT", utf8("PAUSE"), utf8(Long.toString(duration.toMillis())));
    }
  }

  /** Counts the calls, and holds them up: each has a connection of its own. */
  private static final class CountedConnections extends JedisConnectionFactory {
    private final AtomicInteger borrowed = new AtomicInteger();
    private volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);

    CountedConnections(RedisStandaloneConfiguration redis, JedisClientConfiguration client) {
      super(redis, client);
    }

    @Override
    public RedisConnection getConnection() {
      borrowed.incrementAndGet();
      gate.acquireUninterruptibly();
      return super.getConnection();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
