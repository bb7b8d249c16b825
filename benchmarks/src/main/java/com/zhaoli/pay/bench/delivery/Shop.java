package com.zhaoli.pay.bench.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Merchants' servers on loopback. {@code /quick} answers 200 at once; {@code /usual} after 20 ms,
 * as one across a network does; {@code /hanging} when it is released. Every webhook-id is counted.
 */
public final class Shop implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final long HANG_SECONDS = 60;
  private static final long USUAL_NANOS = 20_000_000;

  /** Each call that hangs needs a thread; the platform has no more than this on its way. */
  private static final int THREADS = 160;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Shop::daemon);
  private final Map<String, AtomicInteger> ids = new ConcurrentHashMap<>();
  private volatile CountDownLatch expected = new CountDownLatch(0);
  private volatile CountDownLatch released = new CountDownLatch(0);
  private volatile CountDownLatch firstQuick = new CountDownLatch(0);
  private volatile long firstQuickNanos;

  public Shop() {
    // Each answer is one small packet, which must not wait for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new BenchFailure("No server could be started on loopback.", e);
    }
    server.setExecutor(threads);
    server.createContext("/quick", this::answerAtOnce);
    server.createContext("/usual", this::answerAsUsual);
    server.createContext("/hanging", this::answerWhenReleased);
    server.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "shop");
    thread.setDaemon(true);
    return thread;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Forgets what came, and waits for so many different ids from now on. */
  public void expect(int events) {
    ids.clear();
    firstQuick = new CountDownLatch(1);
    expected = new CountDownLatch(events);
  }

  /** From now on {@code /hanging} hangs. */
  public void hang() {
    released = new CountDownLatch(1);
  }

  public void release() {
    released.countDown();
  }

  /**
   * Waits until all that is expected has come.
   *
   * @return false when it has not come in time
   */
  public boolean awaitAll(long seconds) throws InterruptedException {
    return expected.await(seconds, TimeUnit.SECONDS);
  }

  /** How many ids came more than once. */
  public long repeated() {
    return ids.values().stream().filter(count -> count.get() > 1).count();
  }

  /**
   * When the first call to {@code /quick} came.
   *
   * @throws BenchFailure when none came in time
   */
  public long awaitFirstQuick(long seconds) throws InterruptedException {
    if (!firstQuick.await(seconds, TimeUnit.SECONDS)) {
      throw new BenchFailure("Nothing arrived behind the hanging server within " + seconds + " s.");
    }
    return firstQuickNanos;
  }

  private void answerAtOnce(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (firstQuick.getCount() > 0) {
      firstQuickNanos = System.nanoTime();
      firstQuick.countDown();
    }
    answer(exchange);
  }

  private void answerAsUsual(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    LockSupport.parkNanos(USUAL_NANOS);
    answer(exchange);
  }

  private void answerWhenReleased(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    await(released);
    answer(exchange);
  }

  private void answer(HttpExchange exchange) throws IOException {
    count(exchange.getRequestHeaders().getFirst("webhook-id"));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void count(@Nullable String id) {
    if (id != null && ids.computeIfAbsent(id, one -> new AtomicInteger()).incrementAndGet() == 1) {
      expected.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      var unused = latch.await(HANG_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
