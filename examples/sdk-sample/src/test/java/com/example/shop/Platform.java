package com.example.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Stands for zhaoli-pay: refuses what is not signed right, and answers what little is asked here.
 */
final class Platform {

  static final SigningKey KEY = new SigningKey("sk_sample", "salt_sample");

  private final HttpServer server;

  Platform() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    if (!isSigned(exchange, body)) {
      answer(exchange, 401, "{\"code\":\"SIGNATURE_INVALID\",\"message\":\"no\"}");
    } else if (call.equals("POST /openapi/v1/payments")) {
      answer(
          exchange,
          201,
          "{\"paymentNo\":\"pay_1\",\"outTradeNo\":\"T1\",\"amount\":1800,\"subject\":\"Coffee\","
              + "\"method\":\"NATIVE\",\"channel\":\"WECHAT\",\"status\":\"PAYING\","
              + "\"codeUrl\":\"weixin://code\",\"createdAt\":\"2026-01-01T00:00:00Z\"}");
    } else if (call.equals("GET /openapi/v1/merchant")) {
      answer(exchange, 200, "{\"merchantNo\":\"M1\",\"name\":\"Shop\",\"status\":\"APPROVED\"}");
    } else {
      answer(exchange, 404, "{\"code\":\"NOT_FOUND\",\"message\":\"no\"}");
    }
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    StringToSign lines =
        StringToSign.of(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestURI().getRawQuery(),
            header(exchange, SigningHeaders.TIMESTAMP),
            header(exchange, SigningHeaders.NONCE),
            header(exchange, SigningHeaders.IDEMPOTENCY_KEY),
            body);
    return RequestSigner.sign(SignType.HMAC_SHA256, lines, KEY)
        .equals(header(exchange, SigningHeaders.SIGN));
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
