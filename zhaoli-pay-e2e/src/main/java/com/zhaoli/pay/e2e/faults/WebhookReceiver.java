package com.zhaoli.pay.e2e.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.e2e.faults.books.Delivery;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The merchant's server. It keeps every webhook that arrives with what its signature is worth, and
 * refuses some at their first coming, so that they have to come again.
 */
final class WebhookReceiver implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int REFUSED_PERCENT = 10;
  private static final int ACCEPTED = 204;
  private static final int REFUSED = 500;

  private final WebhookSecret secret;
  private final Clock clock;
  private final Random random;
  private final HttpServer server;
  private final ExecutorService threads;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  WebhookReceiver(WebhookSecret secret, long seed, Clock clock) {
    this.secret = secret;
    this.clock = clock;
    this.random = new Random(seed);
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "webhooks");
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/webhooks", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
      String id = header(exchange, WebhookSignature.ID_HEADER);
      WebhookSignature.Outcome outcome =
          WebhookSignature.verify(
              List.of(secret),
              exchange.getRequestHeaders().getFirst(WebhookSignature.ID_HEADER),
              exchange.getRequestHeaders().getFirst(WebhookSignature.TIMESTAMP_HEADER),
              exchange.getRequestHeaders().getFirst(WebhookSignature.SIGNATURE_HEADER),
              body,
              clock.instant());
      int status = keep(id, outcome, body);
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private synchronized int keep(String id, WebhookSignature.Outcome outcome, byte[] body) {
    boolean first = seen.add(id);
    int status = first && random.nextInt(100) < REFUSED_PERCENT ? REFUSED : ACCEPTED;
    deliveries.add(
        new Delivery(
            id, outcome.name(), new String(body, StandardCharsets.ISO_8859_1), read(body), status));
    return status;
  }

  private static JsonNode read(byte[] body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** What has arrived until now, in the order of its arrival. */
  synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
