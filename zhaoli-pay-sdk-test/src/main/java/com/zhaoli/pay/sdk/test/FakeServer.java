package com.zhaoli.pay.sdk.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.signing.SigningHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The platform's door, on a free port of this machine. */
final class FakeServer implements AutoCloseable {

  private static final int BACKLOG = 64;
  private static final int LONGEST_HANG_SECONDS = 60;

  private final HttpServer server;
  private final SignatureCheck signatures;
  private final OpenApi api;
  private final Faults faults;
  private final RequestLog requests;
  private final FakeIds ids;
  private volatile CountDownLatch hanging = new CountDownLatch(1);

  FakeServer(
      SignatureCheck signatures,
      OpenApi api,
      Faults faults,
      RequestLog requests,
      FakeIds ids,
      Workers workers) {
    this.signatures = signatures;
    this.api = api;
    this.faults = faults;
    this.requests = requests;
    this.ids = ids;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(workers.calls());
    // Its own thread becomes a daemon as the one that starts it is.
    Workers.await(
        workers.supply(
            () -> {
              server.start();
              return true;
            }));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Ends the calls that hang. */
  void release() {
    hanging.countDown();
    hanging = new CountDownLatch(1);
  }

  @Override
  public void close() {
    hanging.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String requestId = ids.next("req_");
      CountDownLatch released = hanging;
      IncomingCall call = IncomingCall.read(exchange);
      Ending ending = endingOf(call, requestId);
      Answer answer = ending.answer();
      // Before the answer, so that whoever has it finds the request in the list.
      requests.add(
          ReceivedRequest.of(ending.operation(), call, answer == null ? 0 : answer.status()));
      if (answer != null) {
        send(exchange, answer.with(SigningHeaders.REQUEST_ID, requestId));
      } else if (ending.hangs()) {
        await(released);
      }
    }
  }

  /**
   * How a call ends.
   *
   * @param operation null when there is none at its address
   * @param answer null when none is sent
   */
  private record Ending(@Nullable Operation operation, @Nullable Answer answer, boolean hangs) {}

  private Ending endingOf(IncomingCall call, String requestId) {
    Operation operation = null;
    try {
      if (!call.path().startsWith("/openapi/")) {
        throw new Refusal(PlatformError.NOT_FOUND);
      }
      signatures.admit(call);
      operation = Operation.at(call.method(), call.path());
      return work(operation, call, requestId);
    } catch (Refusal refusal) {
      return new Ending(operation, Answer.refusal(refusal, requestId), false);
    } catch (RuntimeException e) {
      Refusal failure = new Refusal(PlatformError.INTERNAL_ERROR, "fake", e.toString());
      return new Ending(operation, Answer.refusal(failure, requestId), false);
    }
  }

  private Ending work(Operation operation, IncomingCall call, String requestId) {
    Fault fault = faults.take(operation);
    if (fault instanceof Fault.Refused refused) {
      throw new Refusal(refused.error(), Map.of(), refused.retryAfterSeconds());
    }
    if (fault instanceof Fault.Answered answered) {
      return new Ending(
          operation,
          new Answer(
              answered.status(),
              Map.of("Content-Type", "application/json"),
              answered.body().getBytes(StandardCharsets.UTF_8)),
          false);
    }
    if (fault instanceof Fault.Dropped) {
      return new Ending(operation, null, false);
    }
    Answer answer = api.answer(operation, call, requestId);
    return fault == null
        ? new Ending(operation, answer, false)
        : new Ending(operation, null, fault instanceof Fault.Hanging);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static void await(CountDownLatch released) {
    try {
      // Either way the connection ends without an answer.
      boolean unused = released.await(LONGEST_HANG_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
