package com.zhaoli.pay.wechat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The chatbot. It says again what it is told, or hangs, or is as wrong as a test wants. */
final class ChatbotSide extends HttpSide {
  final List<String> questions = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch recovered = new CountDownLatch(1);
  volatile boolean hangs;
  volatile int result;
  volatile String prefix = "bot: ";

  ChatbotSide() {
    on("/api.php", this::answer);
  }

  void recover() {
    hangs = false;
    CountDownLatch before = recovered;
    recovered = new CountDownLatch(1);
    before.countDown();
    result = 0;
    prefix = "bot: ";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String asked =
        URLDecoder.decode(query.substring(query.indexOf("msg=") + 4), StandardCharsets.UTF_8);
    questions.add(asked);
    try {
      if (hangs) {
        var unused = recovered.await(RunningService.HANGS.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(
        exchange,
        200,
        JSON.writeValueAsString(Map.of("result", result, "content", prefix + asked)));
  }
}
