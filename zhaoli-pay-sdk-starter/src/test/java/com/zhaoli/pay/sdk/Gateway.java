package com.zhaoli.pay.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The platform's door as an HTTP server in the test: keeps what comes and answers by a script. */
public final class Gateway implements AutoCloseable {

  /** A status: the connection ends without an answer. */
  public static final int BREAK_OFF = -1;

  /** A header: the answer promises this many bytes more than come. */
  public static final String CUT = "X-Test-Cut";

  public final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Answer> script = new ArrayDeque<>();
  private final HttpServer server;

  public Gateway() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Gateway answers(int status, String body, String... headers) {
    Map<String, String> byName = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      byName.put(headers[i], headers[i + 1]);
    }
    script.add(new Answer(status, body, byName));
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestURI().getRawQuery(),
            headers,
            exchange.getRequestBody().readAllBytes()));
    Answer answer = script.size() > 1 ? script.remove() : script.element();
    if (answer.status() == BREAK_OFF) {
      exchange.close();
      return;
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Zhaoli-Request-Id", "req_1");
    int cut = Integer.parseInt(answer.headers().getOrDefault(CUT, "0"));
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length + cut);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public record Call(
      String method,
      String path,
      @Nullable String query,
      Map<String, String> headers,
      byte[] body) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private record Answer(int status, String body, Map<String, String> headers) {}
}
