package com.zhaoli.pay.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The services behind the gateway, as an HTTP server in the test: knows one app and one operator,
 * keeps every other request that arrives and answers it.
 */
final class Services {

  static final String MERCHANT_NO = "mch_01TEST";
  static final String OPERATOR_TOKEN = "operator-token-0123456789";

  final AtomicInteger credentialLookups = new AtomicInteger();
  final Queue<Received> received = new ConcurrentLinkedQueue<>();

  /** What the gateway has had put on record of terminals, as it stood in its calls. */
  final Queue<String> refusals = new ConcurrentLinkedQueue<>();

  /** Apps by {@code appId/keyId}: the JSON of the credential. */
  final Map<String, String> credentials = new ConcurrentHashMap<>();

  /** Questions about credentials and operators are answered once this is at zero. */
  volatile CountDownLatch merchantServiceHangs = new CountDownLatch(0);

  /** All other requests are answered once this is at zero. */
  volatile CountDownLatch answersHang = new CountDownLatch(0);

  volatile Answer answer = new Answer(200, Map.of("Content-Type", "application/json"), "{}");

  private final HttpServer server;

  Services() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Received onlyRequest() {
    if (received.size() != 1) {
      throw new AssertionError("not one request arrived but " + received);
    }
    return received.element();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/internal/v1/credentials")) {
      credentialLookups.incrementAndGet();
      waitFor(merchantServiceHangs);
      String query = exchange.getRequestURI().getQuery();
      String key = query.replace("appId=", "").replace("&keyId=", "/");
      String json = credentials.get(key);
      send(exchange, json == null ? 404 : 200, Map.of(), json == null ? "{}" : json);
    } else if (path.equals("/internal/v1/operator-sessions/verify")) {
      waitFor(merchantServiceHangs);
      boolean known = new String(body, StandardCharsets.UTF_8).contains(OPERATOR_TOKEN);
      send(
          exchange,
          known ? 200 : 401,
          Map.of(),
          "{\"operatorNo\":\"opr_1\",\"name\":\"admin\",\"roles\":[\"ADMIN\",\"AUDITOR\"],"
              + "\"sessionNo\":\"ses_1\"}");
    } else if (path.equals("/internal/v1/terminal-refusals")) {
      refusals.add(new String(body, StandardCharsets.UTF_8));
      send(exchange, 204, Map.of(), "");
    } else {
      received.add(
          new Received(
              exchange.getRequestMethod(),
              path,
              String.valueOf(exchange.getRequestURI().getRawQuery()),
              copy(exchange.getRequestHeaders()),
              body));
      waitFor(answersHang);
      Answer now = answer;
      send(exchange, now.status(), now.headers(), now.body());
    }
  }

  private static void waitFor(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private static Headers copy(Headers headers) {
    Headers copy = new Headers();
    copy.putAll(headers);
    return copy;
  }

  private static void send(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  record Answer(int status, Map<String, String> headers, String body) {}

  record Received(String method, String path, String query, Headers headers, byte[] body) {
    List<String> header(String name) {
      return headers.getOrDefault(name, List.of());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
