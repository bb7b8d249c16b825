package com.zhaoli.pay.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/** merchant-service as this service calls it. */
final class MerchantSide extends HttpSide {
  final List<JsonNode> scans = new CopyOnWriteArrayList<>();
  final List<JsonNode> invitationScans = new CopyOnWriteArrayList<>();
  final List<JsonNode> unbindings = new CopyOnWriteArrayList<>();
  final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>();

  /** Sees each call before it is answered, and says its status; 0 leaves that to the others. */
  volatile ToIntFunction<JsonNode> before = call -> 0;

  /** What the next scans of invitations come to; BOUND when nothing is said. */
  final Queue<String> nextOutcomes = new ConcurrentLinkedQueue<>();

  MerchantSide() {
    on("/internal/v1/onboarding-scans", exchange -> take(exchange, scans));
    on("/internal/v1/receiver-scans", this::takeInvitationScan);
    on("/internal/v1/openid-unbindings", exchange -> take(exchange, unbindings));
    on("/internal/v1/merchants/", this::tellReceivers);
  }

  List<JsonNode> scansBy(String openid) {
    return by(openid, scans);
  }

  List<JsonNode> invitationScansBy(String openid) {
    return by(openid, invitationScans);
  }

  List<JsonNode> unbindingsOf(String openid) {
    return by(openid, unbindings);
  }

  /** What is answered to the question for a merchant's receivers; none is 503. */
  final Map<String, String> receivers = new ConcurrentHashMap<>();

  private void tellReceivers(HttpExchange exchange) throws IOException {
    String merchantNo = exchange.getRequestURI().getPath().split("/", -1)[4];
    String known = receivers.get(merchantNo);
    answer(exchange, known == null ? 503 : 200, known == null ? "" : known);
  }

  private static List<JsonNode> by(String openid, List<JsonNode> calls) {
    return calls.stream().filter(c -> c.path("openid").asString("").equals(openid)).toList();
  }

  private void take(HttpExchange exchange, List<JsonNode> calls) throws IOException {
    take(exchange, calls, 204, "");
  }

  private void takeInvitationScan(HttpExchange exchange) throws IOException {
    String outcome = nextOutcomes.poll();
    take(
        exchange,
        invitationScans,
        200,
        "{\"outcome\":\"%s\",\"merchantName\":\"招利咖啡\",\"role\":\"FINANCE\"}"
            .formatted(outcome == null ? "BOUND" : outcome));
  }

  private void take(HttpExchange exchange, List<JsonNode> calls, int taken, String answer)
      throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    int told = before.applyAsInt(body);
    Integer status = told == 0 ? nextStatuses.poll() : Integer.valueOf(told);
    if (exchange.getRequestHeaders().getFirst(ZhaoliHeaders.INTERNAL) == null) {
      status = 401;
    }
    if (status != null) {
      answer(exchange, status, "");
      return;
    }
    calls.add(body);
    answer(exchange, taken, answer);
  }
}
