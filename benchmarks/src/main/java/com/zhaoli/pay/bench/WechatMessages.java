package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.LoadGenerator;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.load.Work;
import com.zhaoli.pay.bench.platform.WechatService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Template messages to followers of the sandbox, each of its own business. For one thread. */
final class WechatMessages {
  /** How many are in a batch. */
  static final int BATCH = 250;

  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final int FOLLOWERS = 200;

  /** Before a batch is given again, the rest of which the service is sending. */
  private static final long REST_MILLIS = 50;

  private static final String PREFIX = "oBenchmarkOfTemplates_";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WechatService wechat;
  private final String run;
  private int used;

  /**
   * Messages of one run.
   *
   * @param run tells its messages from those of others
   */
  WechatMessages(WechatService wechat, String run) {
    this.wechat = wechat;
    this.run = run;
  }

  /** Makes followers, and a WeChat that takes any number of messages and reports none. */
  void prepare() {
    wechat.steer("POST", "/wechat/followers", Map.of("count", FOLLOWERS, "prefix", PREFIX));
    // What is measured is sending; each report would be a push through the gateway.
    wechat.steer("POST", "/wechat/templates", Map.of("dailyQuota", 100_000_000, "report", "none"));
  }

  /** Leaves the sandbox as it was. */
  void tidyUp() {
    delay(0);
    wechat.steer("DELETE", "/wechat/templates", Map.of());
    wechat.steer("DELETE", "/wechat/followers?prefix=" + PREFIX, Map.of());
  }

  /** WeChat takes so long for each of its answers from now on. */
  void delay(int millis) {
    wechat.steer("DELETE", "/faults?target=wechat-mp", Map.of());
    if (millis > 0) {
      wechat.steer(
          "POST",
          "/faults",
          Map.of("target", "wechat-mp", "kind", "delay", "rate", 1, "millis", millis));
    }
  }

  /** Sends so many one by one, by one caller. */
  int oneByOne(int count) throws InterruptedException {
    int first = used;
    used += count;
    send(
        count,
        index ->
            wechat.request(
                "POST",
                "/internal/v1/template-messages",
                JSON.writeValueAsBytes(message(first + index))),
        (index, body) -> isSent(body));
    return count;
  }

  /**
   * Sends so many batches by one caller. A batch that was not sent as a whole when it was answered
   * is given again, which sends nothing twice, until it is.
   */
  int inBatches(int batches) throws InterruptedException {
    int first = used;
    used += batches * BATCH;
    BitSet open = new BitSet();
    open.set(0, batches);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!open.isEmpty() && System.nanoTime() - end < 0) {
      int[] these = open.stream().toArray();
      send(
          these.length,
          index ->
              wechat.request(
                  "POST",
                  "/internal/v1/template-messages/batch",
                  batch(first + these[index] * BATCH)),
          (index, body) -> {
            int sent = sentOf(body);
            open.set(these[index], sent < BATCH);
            return sent >= 0;
          });
      if (!open.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
      }
    }
    if (!open.isEmpty()) {
      throw new BenchFailure(open.cardinality() + " batches were not sent in time.");
    }
    return batches * BATCH;
  }

  private interface Request {
    byte[] of(int index);
  }

  private interface Check {
    boolean accepts(int index, JsonNode body);
  }

  private void send(int count, Request request, Check check) throws InterruptedException {
    Work work =
        new Work() {
          @Override
          public byte[] request(int index) {
            return request.of(index);
          }

          @Override
          public boolean isAccepted(int index, HttpAnswer answer) {
            return answer.status() == 200 && check.accepts(index, JSON.readTree(answer.text()));
          }
        };
    LoadResult load = new LoadGenerator(wechat.address()).closedLoop(1, count, LIMIT, work);
    if (load.acceptedCount() != count) {
      throw new BenchFailure("Not all messages were taken: " + load.firstRefusal());
    }
  }

  /** How many of a batch were sent; -1 when one never will be. */
  private static int sentOf(JsonNode body) {
    int sent = 0;
    for (JsonNode result : body.path("results")) {
      if (isSent(result)) {
        sent++;
      } else if (!result.path("status").asString("").equals("KEPT")) {
        return -1;
      }
    }
    return sent;
  }

  private static boolean isSent(JsonNode result) {
    return result.path("status").asString("").equals("SENT");
  }

  private byte[] batch(int from) {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      messages.add(message(from + i));
    }
    return JSON.writeValueAsBytes(Map.of("messages", messages));
  }

  private Map<String, Object> message(int number) {
    return Map.of(
        "businessId",
        "bench-" + run + "-" + number,
        "scene",
        "PAYMENT_RESULT",
        "openid",
        PREFIX + "%06d".formatted(1 + number % FOLLOWERS),
        "fields",
        Map.of(
            "amount", "¥88.00",
            "outTradeNo", "ORDER-" + number,
            "channel", "微信支付",
            "paidAt", "2026-11-23 19:20:21",
            "status", "支付成功"));
  }
}
