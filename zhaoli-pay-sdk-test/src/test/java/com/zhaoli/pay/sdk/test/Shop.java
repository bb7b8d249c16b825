package com.zhaoli.pay.sdk.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.sdk.webhook.WebhookEvent;
import com.zhaoli.pay.sdk.webhook.WebhookVerificationException;
import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A merchant's server that takes what the starter's verifier lets pass. */
final class Shop implements AutoCloseable {

  final List<WebhookEvent> events = new CopyOnWriteArrayList<>();
  final List<String> paths = new CopyOnWriteArrayList<>();
  volatile int answer = 204;

  private final WebhookVerifier verifier =
      new WebhookVerifier(List.of(FakeZhaoliPay.WEBHOOK_SECRET), Clock.systemUTC());
  private final HttpServer server;

  Shop() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    int status = answer;
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      events.add(verifier.verify(exchange.getRequestHeaders()::getFirst, body));
      paths.add(exchange.getRequestURI().toString());
    } catch (WebhookVerificationException e) {
      status = 401;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
