package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ClientNetwork;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests so that no client holds many threads, or one for long: each body has
 * a deadline, and of one client (an address, or a network of IPv6) so many are waited for at once.
 * A body that has arrived with its head waits for nobody and is not counted.
 */
public final class IncomingBodies {

  private static final String ATTRIBUTE = IncomingBodies.class.getName();
  private static final int RETRY_AFTER_SECONDS = 1;

  /** For what a refused client still sends, so that it gets to read the refusal. */
  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(2);

  private static final int DRAIN_LIMIT_BYTES = 16 * 1024 * 1024;
  private static final int BUFFER_BYTES = 8 * 1024;

  private final BodyProperties limits;
  private final ReadDeadlines deadlines;
  private final ConcurrentMap<String, Integer> waitingByClient = new ConcurrentHashMap<>();

  IncomingBodies(BodyProperties limits, ReadDeadlines deadlines) {
    this.limits = limits;
    this.deadlines = deadlines;
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Reads the request's body, of which {@code limitBytes} and no more are wanted.
   *
   * @return at most {@code limitBytes} bytes
   * @throws ApiException RATE_LIMITED when the client has too many bodies on the way,
   *     REQUEST_TIMEOUT when this one took too long
   * @throws IOException the client broke off
   */
  public static byte[] read(HttpServletRequest request, int limitBytes) throws IOException {
    InputStream in = request.getInputStream();
    long announced = request.getContentLengthLong();
    if (announced < 0 && request.getHeader("Transfer-Encoding") == null) {
      return in.readNBytes(limitBytes);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER_BYTES);
    takeArrived(in, Math.min(announced, limitBytes), body);
    if (body.size() == announced) {
      return body.toByteArray();
    }
    IncomingBodies bodies =
        (IncomingBodies)
            Objects.requireNonNull(
                request.getAttribute(ATTRIBUTE), "every request passes the edge filter");
    bodies.await(request, in, limitBytes, body);
    return body.toByteArray();
  }

  /** Only of an announced length: a chunk of which a part is there may have to be waited for. */
  private static void takeArrived(InputStream in, long announced, ByteArrayOutputStream body)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (body.size() < announced && in.available() > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, announced - body.size()));
      if (read < 0) {
        return;
      }
      body.write(buffer, 0, read);
    }
  }

  private void await(
      HttpServletRequest request, InputStream in, int limitBytes, ByteArrayOutputStream body)
      throws IOException {
    String client = ClientNetwork.of(request.getRemoteAddr());
    if (!enter(client)) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, RETRY_AFTER_SECONDS);
    }
    try (ReadDeadlines.Watch watch = deadlines.begin(request, limits.deadline())) {
      body.writeBytes(in.readNBytes(limitBytes - body.size()));
      if (watch.isOver()) {
        throw new ApiException(ErrorCode.REQUEST_TIMEOUT);
      }
    } catch (IOException e) {
      if (isTimeout(e)) {
        throw new ApiException(ErrorCode.REQUEST_TIMEOUT, e);
      }
      throw e;
    } finally {
      leave(client);
    }
  }

  /**
   * Takes in, and throws away, what the client still sends of a body that nobody reads: a
   * connection that is closed before makes some clients lose the answer.
   *
   * @return false when the end was not reached in time, and the connection is of no more use
   */
  boolean drain(Request request) {
    String client = ClientNetwork.of(request.getRemoteAddr());
    if (!enter(client)) {
      return false;
    }
    try (ReadDeadlines.Watch watch = deadlines.begin(request, DRAIN_DEADLINE)) {
      // The request's own stream was closed when its answer was finished.
      Discarded discarded = new Discarded();
      int drained = 0;
      while (drained < DRAIN_LIMIT_BYTES && !watch.isOver()) {
        int read = request.getCoyoteRequest().doRead(discarded);
        if (read < 0) {
          return true;
        }
        drained += read;
      }
      return false;
    } catch (IOException e) {
      return false;
    } finally {
      leave(client);
    }
  }

  private boolean enter(String client) {
    int waiting = waitingByClient.merge(client, 1, Integer::sum);
    if (waiting > limits.perAddress()) {
      leave(client);
      return false;
    }
    return true;
  }

  private void leave(String client) {
    waitingByClient.compute(
        client, (key, waiting) -> waiting == null || waiting == 1 ? null : waiting - 1);
  }

  private static boolean isTimeout(IOException failure) {
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Where Tomcat puts what nobody reads. */
  private static final class Discarded implements ApplicationBufferHandler {

    private ByteBuffer piece = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      piece = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return piece;
    }

    @Override
    public void expand(int size) {
      // Nothing is kept, so nothing has to be made room for.
    }
  }
}
