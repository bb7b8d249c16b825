package com.zhaoli.pay.merchant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.common.client.notify.WebhookEndpointCredential;
import com.zhaoli.pay.common.client.wechat.QrCode;
import com.zhaoli.pay.common.client.wechat.QrCodeRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** The other services as this one sees them: an HTTP server that answers their contracts. */
final class Neighbours {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final List<QrCodeRequest> qrCodes = new CopyOnWriteArrayList<>();
  final List<TemplateMessageRequest> messages = new CopyOnWriteArrayList<>();
  final List<String> callsWithoutCredential = new CopyOnWriteArrayList<>();

  /** WeChat's errcodes by the openids that it takes no message for. */
  final Map<String, Integer> refusedOpenids = new ConcurrentHashMap<>();

  final AtomicInteger failNextQrCodes = new AtomicInteger();
  final AtomicInteger failNextMessages = new AtomicInteger();
  final AtomicInteger failNextEndpoints = new AtomicInteger();

  private final HttpServer server;

  Neighbours() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newFixedThreadPool(
            8,
            task -> {
              Thread thread = new Thread(task, "neighbours");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/internal/v1/qr-codes", this::createQrCode);
    server.createContext("/internal/v1/template-messages", this::sendMessage);
    server.createContext("/internal/v1/merchants/", this::defaultEndpoint);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static String webhookSecretOf(String merchantNo) {
    return "whsec_of_" + merchantNo;
  }

  private void createQrCode(HttpExchange exchange) throws IOException {
    QrCodeRequest request =
        JSON.readValue(exchange.getRequestBody().readAllBytes(), QrCodeRequest.class);
    if (fails(exchange, failNextQrCodes)) {
      return;
    }
    qrCodes.add(request);
    String scene = "scn_" + request.businessId();
    answer(
        exchange,
        new QrCode(
            scene, "ticket-" + scene, "http://weixin.qq.com/q/" + scene, expiresAt(request)));
  }

  /** Onboardings of tests never end by themselves; invitations end when it was asked for. */
  private static Instant expiresAt(QrCodeRequest request) {
    return switch (request.purpose()) {
      case ONBOARDING -> Instant.parse("2999-01-01T00:00:00Z");
      case RECEIVER -> Instant.now().plusSeconds(request.expireSeconds());
    };
  }

  private void sendMessage(HttpExchange exchange) throws IOException {
    TemplateMessageRequest request =
        JSON.readValue(exchange.getRequestBody().readAllBytes(), TemplateMessageRequest.class);
    if (fails(exchange, failNextMessages)) {
      return;
    }
    messages.add(request);
    Integer refused = refusedOpenids.get(request.openid());
    if (refused != null) {
      answer(
          exchange,
          new TemplateMessageResult(
              "tpl_1", TemplateMessageResult.Status.FAILED, null, refused, false));
      return;
    }
    answer(
        exchange,
        new TemplateMessageResult("tpl_1", TemplateMessageResult.Status.SENT, "4711", null, false));
  }

  private void defaultEndpoint(HttpExchange exchange) throws IOException {
    if (fails(exchange, failNextEndpoints)) {
      return;
    }
    String merchantNo = exchange.getRequestURI().getPath().split("/", -1)[4];
    answer(
        exchange, new WebhookEndpointCredential("whe_1", new Secret(webhookSecretOf(merchantNo))));
  }

  private boolean fails(HttpExchange exchange, AtomicInteger failures) throws IOException {
    if (exchange.getRequestHeaders().getFirst(ZhaoliHeaders.INTERNAL) == null) {
      callsWithoutCredential.add(exchange.getRequestURI().getPath());
    }
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return false;
    }
    exchange.sendResponseHeaders(503, -1);
    exchange.close();
    return true;
  }

  private static void answer(HttpExchange exchange, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
