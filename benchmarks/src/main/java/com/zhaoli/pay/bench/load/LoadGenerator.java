package com.zhaoli.pay.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts load on one server: each connection has a thread of its own, which sends a request when the
 * former one is answered. A run is bounded in requests and in time, and ends by itself when a
 * hundred requests were not accepted.
 */
public final class LoadGenerator {
  private static final int MAX_REFUSED = 100;
  private static final int MAX_SHOWN_CHARACTERS = 300;

  private final InetSocketAddress server;

  public LoadGenerator(InetSocketAddress server) {
    this.server = server;
  }

  /**
   * Each connection sends as fast as it is answered, until the time is over or all requests are
   * sent. A latency is that of the exchange.
   */
  public LoadResult closedLoop(int connections, int maxRequests, Duration limit, Work work)
      throws InterruptedException {
    long nanos = limit.toNanos();
    return run(
        connections,
        maxRequests,
        work,
        new Pace() {
          @Override
          public boolean mayBegin(long startNanos, int index) {
            return System.nanoTime() - startNanos < nanos;
          }

          @Override
          public long begin(long startNanos, int index) {
            return System.nanoTime();
          }
        });
  }

  /**
   * Sends at a fixed rate, whatever the answers do: each request has its time, and its latency
   * counts from then, also when no connection was free. A stall of the server thus shows in all
   * requests that it delayed.
   */
  public LoadResult openLoop(int connections, int perSecond, int requests, Work work)
      throws InterruptedException {
    long intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
    return run(
        connections,
        requests,
        work,
        new Pace() {
          @Override
          public boolean mayBegin(long startNanos, int index) {
            return true;
          }

          @Override
          public long begin(long startNanos, int index) {
            long due = startNanos + index * intervalNanos;
            long left = due - System.nanoTime();
            while (left > 0) {
              LockSupport.parkNanos(left);
              left = due - System.nanoTime();
            }
            return due;
          }
        });
  }

  /** When requests begin. */
  private interface Pace {
    boolean mayBegin(long startNanos, int index);

    /** Waits until the request may be sent; answers from when its latency counts. */
    long begin(long startNanos, int index);
  }

  private LoadResult run(int connections, int maxRequests, Work work, Pace pace)
      throws InterruptedException {
    Run run = new Run(maxRequests, work, pace, new CountDownLatch(connections));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            connections,
            task -> {
              Thread thread = new Thread(task, "load");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Latencies.Recorder>> lanes = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        lanes.add(threads.submit(run::lane));
      }
      List<Latencies.Recorder> recorders = new ArrayList<>();
      for (Future<Latencies.Recorder> lane : lanes) {
        recorders.add(resultOf(lane));
      }
      return run.result(Latencies.of(recorders));
    } finally {
      threads.shutdownNow();
    }
  }

  private static Latencies.Recorder resultOf(Future<Latencies.Recorder> lane)
      throws InterruptedException {
    try {
      return lane.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the load generator failed", e.getCause());
    }
  }

  /** What the threads of a run share. */
  private final class Run {
    private final int maxRequests;
    private final Work work;
    private final Pace pace;
    private final CountDownLatch ready;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final BitSet accepted = new BitSet();
    private @Nullable String firstRefusal;
    private long startNanos;
    private long endNanos = Long.MIN_VALUE;

    Run(int maxRequests, Work work, Pace pace, CountDownLatch ready) {
      this.maxRequests = maxRequests;
      this.work = work;
      this.pace = pace;
      this.ready = ready;
    }

    Latencies.Recorder lane() throws InterruptedException {
      Latencies.Recorder latencies = new Latencies.Recorder();
      try (Lane lane = new Lane()) {
        lane.connect();
        ready.countDown();
        ready.await();
        long start = start();
        int index = take(start);
        while (index >= 0) {
          send(lane, index, start, latencies);
          index = take(start);
        }
      }
      return latencies;
    }

    /** The clock starts with the first thread that goes on after all are connected. */
    private synchronized long start() {
      if (startNanos == 0) {
        startNanos = System.nanoTime();
      }
      return startNanos;
    }

    private int take(long start) {
      if (refused.get() >= MAX_REFUSED
          || next.get() >= maxRequests
          || Thread.currentThread().isInterrupted()) {
        return -1;
      }
      int index = next.getAndIncrement();
      return index < maxRequests && pace.mayBegin(start, index) ? index : -1;
    }

    private void send(Lane lane, int index, long start, Latencies.Recorder latencies) {
      byte[] request = work.request(index);
      long begun = pace.begin(start, index);
      String problem = null;
      try {
        HttpAnswer answer = lane.exchange(request);
        if (!work.isAccepted(index, answer)) {
          problem = "HTTP " + answer.status() + " " + answer.text();
        }
      } catch (IOException e) {
        problem = e.toString();
      }
      long now = System.nanoTime();
      if (problem == null) {
        latencies.add(now - begun);
      }
      settle(index, problem, now);
    }

    private synchronized void settle(int index, @Nullable String problem, long now) {
      endNanos = Math.max(endNanos, now);
      if (problem == null) {
        accepted.set(index);
      } else if (refused.getAndIncrement() == 0) {
        firstRefusal =
            problem.length() > MAX_SHOWN_CHARACTERS
                ? problem.substring(0, MAX_SHOWN_CHARACTERS)
                : problem;
      }
    }

    synchronized LoadResult result(Latencies latencies) {
      long elapsed = Math.max(1, endNanos - startNanos);
      return new LoadResult(accepted, refused.get(), firstRefusal, elapsed, latencies);
    }
  }

  /** A thread's connection, opened again when it broke. */
  private final class Lane implements AutoCloseable {
    private @Nullable HttpConnection connection;

    /** A server that does not answer shows with the first request. */
    void connect() {
      try {
        connection = HttpConnection.open(server);
      } catch (IOException e) {
        connection = null;
      }
    }

    HttpAnswer exchange(byte[] request) throws IOException {
      HttpConnection open = connection;
      if (open == null || !open.isReusable()) {
        close();
        open = HttpConnection.open(server);
        connection = open;
      }
      return open.exchange(request);
    }

    @Override
    public void close() {
      HttpConnection open = connection;
      connection = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // It is given up in any case.
          return;
        }
      }
    }
  }
}
