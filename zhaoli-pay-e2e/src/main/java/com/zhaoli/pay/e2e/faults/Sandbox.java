package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.faults.books.ChannelOrder;
import com.zhaoli.pay.e2e.faults.plan.Weather;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The channels: their faults, their books, and the payers who act at them. */
public final class Sandbox {
  private static final int PAGE = 500;
  private static final int MAX_PAGES = 1_000;

  private final URI address;
  private final JsonHttp http;

  public Sandbox(URI address, JsonHttp http) {
    this.address = address;
    this.http = http;
  }

  /** Puts these faults in force instead of those that are. */
  void weather(Weather weather) {
    clearFaults();
    for (Weather.Fault fault : weather.faults()) {
      Map<String, Object> request = new LinkedHashMap<>();
      request.put("target", fault.target());
      request.put("kind", fault.kind());
      request.put("rate", fault.rate());
      request.put("seed", fault.seed());
      if (fault.millis() != null) {
        request.put("millis", fault.millis());
      }
      require(201, http.post(at("/sandbox/v1/faults"), request));
    }
  }

  void clearFaults() {
    require(204, http.send("DELETE", at("/sandbox/v1/faults"), Map.of(), ""));
  }

  /**
   * The payer pays the order of this name; the channel may refuse.
   *
   * @throws StepFailure when it does not answer: it may have been paid
   */
  public void pay(Map<String, String> order) {
    http.post(at("/sandbox/v1/pay"), order);
  }

  /** The payer opens the order of this name without paying it. */
  void look(Map<String, String> order) {
    http.post(at("/sandbox/v1/scan"), order);
  }

  /**
   * Follows an address of the channel, as a browser does, to the page on which an order is paid.
   *
   * @return the order's name; null when the channel shows none
   */
  @Nullable Map<String, String> page(String payUrl) {
    URI target = URI.create(payUrl);
    for (int redirect = 0; redirect < 3; redirect++) {
      String path = target.getPath();
      if (path.startsWith("/wallet/alipay/")) {
        return Map.of("prepayId", path.substring("/wallet/alipay/".length()));
      }
      if (path.equals("/wallet/h5")) {
        return Map.of("prepayId", queryOf(target).getOrDefault("prepay_id", ""));
      }
      Answer answer = http.get(target);
      if (answer.location() == null) {
        return null;
      }
      target = target.resolve(answer.location());
    }
    return null;
  }

  private static Map<String, String> queryOf(URI address) {
    Map<String, String> query = new LinkedHashMap<>();
    String text = address.getQuery();
    if (text != null) {
      for (String part : text.split("&", -1)) {
        int equals = part.indexOf('=');
        query.put(part.substring(0, Math.max(0, equals)), part.substring(equals + 1));
      }
    }
    return query;
  }

  /** The books of both channels, the oldest order first. */
  public List<ChannelOrder> ledger() {
    List<ChannelOrder> orders = new ArrayList<>();
    String after = "0";
    for (int page = 0; page < MAX_PAGES; page++) {
      Answer answer = http.get(at("/sandbox/v1/ledger?limit=" + PAGE + "&after=" + after));
      require(200, answer);
      answer.body().path("orders").forEach(order -> orders.add(order(order)));
      JsonNode next = answer.body().path("next");
      if (next.isMissingNode() || next.isNull()) {
        return orders;
      }
      after = next.asString();
    }
    throw new StepFailure("The channels' books do not end after " + orders.size() + " orders.");
  }

  private static ChannelOrder order(JsonNode order) {
    List<ChannelOrder.Refund> refunds = new ArrayList<>();
    for (JsonNode refund : order.path("refunds")) {
      refunds.add(
          new ChannelOrder.Refund(
              refund.path("outRefundNo").asString(),
              refund.path("amountFen").asLong(),
              refund.path("state").asString(),
              refund.path("reversal").asBoolean()));
    }
    return new ChannelOrder(
        order.path("channel").asString(),
        order.path("channelOrderNo").asString(),
        text(order.path("channelTradeNo")),
        order.path("state").asString(),
        order.path("amountFen").asLong(),
        text(order.path("paidAt")),
        refunds);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asString();
  }

  private static void require(int status, Answer answer) {
    if (answer.status() != status) {
      throw new StepFailure("The sandbox answered HTTP " + answer.status() + " " + answer.text());
    }
  }

  private URI at(String path) {
    return address.resolve(path);
  }
}
