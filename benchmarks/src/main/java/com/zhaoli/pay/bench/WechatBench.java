package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.LoadGenerator;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.load.Work;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.LiveHeap;
import com.zhaoli.pay.bench.platform.Platform;
import com.zhaoli.pay.bench.platform.WechatService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official account: template messages a second through the batch API and one by one, with a
 * WeChat that answers at once and one that takes 50 ms; reads of the live menu with and without the
 * cache; and the memory of wechat-mp-service over 100,000 messages. WeChat is the sandbox on the
 * same machine.
 */
final class WechatBench implements Bench {
  private static final int ROUNDS = 3;
  private static final int BATCH = 250;
  private static final int FOLLOWERS = 200;
  private static final int LATENCY_MILLIS = 50;
  private static final int MENU_CONNECTIONS = 8;
  private static final int MAX_MENU_READS = 200_000;
  private static final Duration MENU_TIME = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final int MEMORY_STEPS = 10;
  private static final int MESSAGES_OF_A_STEP = 10_000;
  private static final double NANOS = 1e9;
  private static final String CACHED = "menu read, cached";
  private static final String UNCACHED = "menu read, database";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Clock clock;
  private final Map<String, String> environment;

  WechatBench(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "wechat";
  }

  @Override
  public String description() {
    return "template messages in batches and singly, menu reads, memory; on the running platform";
  }

  /** Sends or reads, and tells how many it was. */
  private interface Run {
    int go() throws InterruptedException;
  }

  @Override
  public BenchReport run() {
    Platform platform = Platform.of(environment);
    platform.requireUp();
    Environment here = Environment.here(clock);
    CpuTimes cpu = new CpuTimes(platform.runDir());
    WechatService wechat = WechatService.of(environment, clock);
    LiveHeap heap = LiveHeap.of(cpu, WechatService.NAME);
    Messages messages = new Messages(wechat, Long.toString(clock.instant().toEpochMilli(), 36));
    try {
      prepare(wechat);
      Map<String, Run> cases = cases(wechat, messages);
      Map<String, Rounds> results = new LinkedHashMap<>();
      cases.keySet().forEach(label -> results.put(label, new Rounds()));
      for (int round = 0; round <= ROUNDS; round++) {
        System.out.println(round == 0 ? "Warming up." : "Round " + round + " of " + ROUNDS);
        List<Map.Entry<String, Run>> order = new ArrayList<>(cases.entrySet());
        Collections.rotate(order, round);
        for (Map.Entry<String, Run> one : order) {
          Rounds rounds = Objects.requireNonNull(results.get(one.getKey()));
          measure(one.getKey(), one.getValue(), cpu, round, rounds);
        }
      }
      Memory memory = memory(messages, heap);
      return report(here, results, memory, cpu);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    } finally {
      wechat.steer("DELETE", "/faults?target=wechat-mp", Map.of());
      wechat.steer("DELETE", "/wechat/templates", Map.of());
    }
  }

  private static void prepare(WechatService wechat) {
    for (int i = 0; i < FOLLOWERS; i++) {
      wechat.follow(openid(i));
    }
    // What is measured is sending; each report would be a push through the gateway.
    wechat.steer("POST", "/wechat/templates", Map.of("dailyQuota", 100_000_000, "report", "none"));
    publishMenuIfThereIsNone(wechat);
  }

  private static void publishMenuIfThereIsNone(WechatService wechat) {
    if (wechat.call("GET", "/ops/v1/wechat/menus/live", Map.of()).status() == 200) {
      return;
    }
    Map<String, Object> button = Map.of("type", "click", "name", "收款记录", "key", "RECENT_PAYMENTS");
    JsonNode draft =
        JSON.readTree(
            wechat
                .call(
                    "POST",
                    "/ops/v1/wechat/menus/versions",
                    Map.of("content", Map.of("buttons", List.of(button))))
                .text());
    HttpAnswer published =
        wechat.call(
            "POST",
            "/ops/v1/wechat/menus/versions/" + draft.path("versionNo").asString("") + "/publish",
            Map.of("revision", 1, "reason", "benchmark"));
    if (published.status() != 200) {
      throw new BenchFailure("No menu could be published: " + published.text());
    }
  }

  private static Map<String, Run> cases(WechatService wechat, Messages messages) {
    Map<String, Run> cases = new LinkedHashMap<>();
    cases.put(label("batch", 0), () -> messages.send(0, 4_000, BATCH));
    cases.put(label("one by one", 0), () -> messages.send(0, 800, 1));
    cases.put(label("batch", LATENCY_MILLIS), () -> messages.send(LATENCY_MILLIS, 3_000, BATCH));
    cases.put(label("one by one", LATENCY_MILLIS), () -> messages.send(LATENCY_MILLIS, 120, 1));
    cases.put(CACHED, () -> readMenu(wechat, ""));
    cases.put(UNCACHED, () -> readMenu(wechat, "?from=database"));
    return cases;
  }

  private static String label(String way, int millis) {
    return "messages " + way + ", " + millis + " ms";
  }

  private static void measure(String label, Run run, CpuTimes cpu, int round, Rounds rounds)
      throws InterruptedException {
    CpuTimes.Snapshot before = cpu.take();
    long begin = System.nanoTime();
    int done = run.go();
    double seconds = (System.nanoTime() - begin) / NANOS;
    CpuTimes.Snapshot used = cpu.take().since(before);
    if (round > 0) {
      rounds.add(done / seconds, used.platform() / (double) done);
    }
    System.out.printf("  %-30s %10.0f/s%n", label, done / seconds);
  }

  private static int readMenu(WechatService wechat, String query) throws InterruptedException {
    byte[] request = wechat.request("GET", "/ops/v1/wechat/menus/live" + query, new byte[0]);
    LoadResult load =
        new LoadGenerator(wechat.address())
            .closedLoop(
                MENU_CONNECTIONS,
                MAX_MENU_READS,
                MENU_TIME,
                new Work() {
                  @Override
                  public byte[] request(int index) {
                    return request;
                  }

                  @Override
                  public boolean isAccepted(int index, HttpAnswer answer) {
                    return answer.status() == 200;
                  }
                });
    if (load.refused() > 0) {
      throw new BenchFailure("A menu could not be read: " + load.firstRefusal());
    }
    return load.acceptedCount();
  }

  /** Messages to followers of the sandbox, each of its own business. */
  private static final class Messages {
    private final WechatService wechat;
    private final String run;
    private int used;

    Messages(WechatService wechat, String run) {
      this.wechat = wechat;
      this.run = run;
    }

    /** Sends so many with one connection, so many in a request, and requires each to be taken. */
    int send(int latencyMillis, int count, int inOne) throws InterruptedException {
      wechat.steer("DELETE", "/faults?target=wechat-mp", Map.of());
      if (latencyMillis > 0) {
        wechat.steer(
            "POST",
            "/faults",
            Map.of("target", "wechat-mp", "kind", "delay", "rate", 1, "millis", latencyMillis));
      }
      int first = used;
      used += count;
      LoadResult load =
          new LoadGenerator(wechat.address())
              .closedLoop(1, count / inOne, LIMIT, work(first, inOne));
      if (load.acceptedCount() != count / inOne) {
        throw new BenchFailure("Not all messages were taken: " + load.firstRefusal());
      }
      return count;
    }

    private Work work(int first, int inOne) {
      return new Work() {
        @Override
        public byte[] request(int index) {
          int from = first + index * inOne;
          return inOne == 1
              ? wechat.request(
                  "POST", "/internal/v1/template-messages", JSON.writeValueAsBytes(message(from)))
              : wechat.request("POST", "/internal/v1/template-messages/batch", batch(from, inOne));
        }

        @Override
        public boolean isAccepted(int index, HttpAnswer answer) {
          if (answer.status() != 200) {
            return false;
          }
          JsonNode body = JSON.readTree(answer.text());
          if (inOne == 1) {
            return isSent(body);
          }
          int sent = 0;
          for (JsonNode result : body.path("results")) {
            sent += isSent(result) ? 1 : 0;
          }
          return sent == inOne;
        }
      };
    }

    private static boolean isSent(JsonNode result) {
      return result.path("status").asString("").equals("SENT");
    }

    private byte[] batch(int from, int count) {
      List<Map<String, Object>> messages = new ArrayList<>();
      for (int i = 0; i < count; i++) {
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
          openid(number % FOLLOWERS),
          "fields",
          Map.of(
              "amount", "¥88.00",
              "outTradeNo", "ORDER-" + number,
              "channel", "微信支付",
              "paidAt", "2026-11-23 19:20:21",
              "status", "支付成功"));
    }
  }

  private static String openid(int number) {
    return "oBenchmarkOfTemplateMsgs" + (1_000 + number);
  }

  /** What the service holds after each step, and how quickly the steps went. */
  private record Memory(List<Double> mebibytes, List<Double> perSecond) {}

  private static Memory memory(Messages messages, LiveHeap heap) throws InterruptedException {
    List<Double> mebibytes = new ArrayList<>();
    List<Double> perSecond = new ArrayList<>();
    for (int step = 1; step <= MEMORY_STEPS; step++) {
      long begin = System.nanoTime();
      messages.send(0, MESSAGES_OF_A_STEP, BATCH);
      perSecond.add(MESSAGES_OF_A_STEP / ((System.nanoTime() - begin) / NANOS));
      mebibytes.add(heap.mebibytes());
      System.out.printf(
          "  after %,d messages: %.1f MiB live%n",
          step * MESSAGES_OF_A_STEP, mebibytes.get(step - 1));
    }
    return new Memory(mebibytes, perSecond);
  }

  private BenchReport report(
      Environment here, Map<String, Rounds> results, Memory memory, CpuTimes cpu) {
    List<BenchReport.Row> rows = new ArrayList<>();
    results.forEach((label, rounds) -> rows.add(rounds.row(label)));
    rows.add(BenchReport.Row.of("messages batch, 100,000 on end", "1/s", memory.perSecond()));
    rows.add(BenchReport.Row.of("live heap at each 10,000", "MiB", memory.mebibytes()));
    BenchReport plain = new BenchReport(name(), here, rows, new TreeMap<>());
    SortedMap<String, Double> ratios = new TreeMap<>();
    for (int millis : List.of(0, LATENCY_MILLIS)) {
      ratios.put(
          "batchVsOneByOne" + millis + "ms",
          plain.medianOf(label("batch", millis)) / plain.medianOf(label("one by one", millis)));
    }
    ratios.put("menuCached", plain.medianOf(CACHED) / plain.medianOf(UNCACHED));
    List<Double> live = memory.mebibytes();
    ratios.put("liveHeapLastVsFirst", live.get(live.size() - 1) / live.get(0));
    SortedMap<String, String> conditions = new TreeMap<>();
    conditions.put("callers", "one for messages, " + MENU_CONNECTIONS + " for menus");
    conditions.put("batch", BATCH + " messages in a request");
    conditions.put("live heap, MiB", live.stream().map("%.1f"::formatted).toList().toString());
    conditions.put("reports", "none: WeChat's TEMPLATESENDJOBFINISH is left out");
    conditions.put("JVM options of " + WechatService.NAME, cpu.jvmOptions(WechatService.NAME));
    return new BenchReport(name(), here, rows, ratios, conditions);
  }
}
