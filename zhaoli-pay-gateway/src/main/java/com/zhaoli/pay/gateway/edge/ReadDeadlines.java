package com.zhaoli.pay.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines for reading from clients. Tomcat's time-out counts anew for each read, so that one byte
 * before each would hold a thread for ever, also within the framing of a chunked body, where no
 * read of ours returns. Here the time-out of the connection shrinks as the deadline comes nearer: a
 * read ends no later than {@value #STEP_MILLIS} ms after it.
 */
final class ReadDeadlines implements AutoCloseable {

  /** Where {@link EdgeProcessor} leaves the connection of a request. */
  static final String CONNECTION = ReadDeadlines.class.getName() + ".connection";

  private static final long STEP_MILLIS = 200;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "read-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> steps =
      clock.scheduleWithFixedDelay(
          () -> watches.forEach(Watch::shrink), STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);

  /** From now until the watch is closed, reads from the client of this request end in time. */
  Watch begin(HttpServletRequest request, Duration limit) {
    Watch watch =
        new Watch(
            (SocketWrapperBase<?>) request.getAttribute(CONNECTION),
            System.nanoTime() + limit.toNanos());
    watches.add(watch);
    watch.shrink();
    return watch;
  }

  @Override
  public void close() {
    steps.cancel(false);
    clock.shutdown();
  }

  /** One deadline. Closing it restores the connection's time-out. */
  final class Watch implements AutoCloseable {

    private final @Nullable SocketWrapperBase<?> connection;
    private final long formerTimeoutMillis;
    private final long deadlineNanos;
    private boolean closed;

    private Watch(@Nullable SocketWrapperBase<?> connection, long deadlineNanos) {
      this.connection = connection;
      this.formerTimeoutMillis = connection == null ? 0 : connection.getReadTimeout();
      this.deadlineNanos = deadlineNanos;
    }

    boolean isOver() {
      return remainingMillis() <= 0;
    }

    private long remainingMillis() {
      return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private synchronized void shrink() {
      if (!closed && connection != null) {
        long remaining = Math.max(1, remainingMillis());
        connection.setReadTimeout(
            formerTimeoutMillis > 0 ? Math.min(formerTimeoutMillis, remaining) : remaining);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      watches.remove(this);
      if (connection != null) {
        connection.setReadTimeout(formerTimeoutMillis);
      }
    }
  }
}
