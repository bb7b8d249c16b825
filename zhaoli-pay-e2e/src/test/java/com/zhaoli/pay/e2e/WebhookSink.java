package com.zhaoli.pay.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A merchant's server that refuses its first webhooks and notes when each arrived. */
final class WebhookSink implements AutoCloseable {
  private final HttpServer server;
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

  /** One request. */
  record Arrival(long nanoTime, String webhookId, int answered) {}

  WebhookSink(int refusals) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/hook",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int status = arrivals.size() < refusals ? 500 : 204;
          arrivals.add(
              new Arrival(
                  System.nanoTime(), exchange.getRequestHeaders().getFirst("webhook-id"), status));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  boolean delivered() {
    return arrivals.stream().anyMatch(arrival -> arrival.answered() == 204);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
