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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official account: template messages a second through the batch API and one by one, with a
 * WeChat that answers at once and one that takes 50 ms; reads of the live menu with and without the
 * cache; and the memory of wechat-mp-service over 100,000 messages. WeChat is the sandbox on the
 * same machine.
 */
final class WechatBench implements Bench {
  private static final int LATENCY_MILLIS = 50;
  private static final int MENU_CONNECTIONS = 8;
  private static final int MAX_MENU_READS = 200_000;
  private static final int OUTCOME_POLLS = 60;
  private static final double NANOS = 1e9;
  private static final String MENUS = "/ops/v1/wechat/menus";
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
    WechatEffort effort = WechatEffort.of(environment.getOrDefault("ZHAOLI_BENCH_EFFORT", "full"));
    WechatService.requireUp(environment);
    WechatService wechat = WechatService.of(environment, clock);
    Environment here = Environment.here(clock);
    CpuTimes cpu = new CpuTimes(Platform.of(environment).runDir());
    LiveHeap heap = LiveHeap.of(cpu, WechatService.NAME);
    WechatMessages messages =
        new WechatMessages(wechat, Long.toString(clock.instant().toEpochMilli(), 36));
    try {
      messages.prepare();
      publishMenuIfThereIsNone(wechat);
      Map<String, Run> cases = cases(wechat, messages, effort);
      Map<String, Rounds> results = new LinkedHashMap<>();
      cases.keySet().forEach(label -> results.put(label, new Rounds()));
      for (int round = 0; round <= effort.rounds(); round++) {
        System.out.println(
            round == 0 ? "Warming up." : "Round " + round + " of " + effort.rounds());
        List<Map.Entry<String, Run>> order = new ArrayList<>(cases.entrySet());
        Collections.rotate(order, round);
        for (Map.Entry<String, Run> one : order) {
          Rounds rounds = Objects.requireNonNull(results.get(one.getKey()));
          measure(one.getKey(), one.getValue(), cpu, round, rounds);
        }
      }
      return report(here, results, memory(messages, effort, heap), cpu);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("The benchmark was interrupted.", e);
    } finally {
      tidyUp(messages);
    }
  }

  private static void tidyUp(WechatMessages messages) {
    try {
      messages.tidyUp();
    } catch (BenchFailure e) {
      // What was measured, or what went wrong before, is worth more.
      System.err.println(e.getMessage());
    }
  }

  private static void publishMenuIfThereIsNone(WechatService wechat) throws InterruptedException {
    if (wechat.call("GET", MENUS + "/live", Map.of()).status() == 200) {
      return;
    }
    Map<String, Object> button = Map.of("type", "click", "name", "收款记录", "key", "RECENT_PAYMENTS");
    HttpAnswer draft =
        wechat.call(
            "POST", MENUS + "/versions", Map.of("content", Map.of("buttons", List.of(button))));
    JsonNode version = JSON.readTree(draft.text());
    HttpAnswer published =
        wechat.call(
            "POST",
            MENUS + "/versions/" + version.path("versionNo").asString("") + "/publish",
            Map.of("revision", version.path("revision").asInt(1), "reason", "benchmark"));
    for (int poll = 0; published.status() == 202 && poll < OUTCOME_POLLS; poll++) {
      TimeUnit.SECONDS.sleep(1);
      if (wechat.call("GET", MENUS + "/live", Map.of()).status() == 200) {
        return;
      }
    }
    if (published.status() != 200) {
      throw new BenchFailure("No menu could be published: " + published.text());
    }
  }

  private static Map<String, Run> cases(
      WechatService wechat, WechatMessages messages, WechatEffort effort) {
    Map<String, Run> cases = new LinkedHashMap<>();
    cases.put(label("batch", 0), () -> messages.inBatches(effort.batches()));
    cases.put(label("one by one", 0), () -> messages.oneByOne(effort.single()));
    cases.put(
        label("batch", LATENCY_MILLIS),
        () -> slowly(messages, () -> messages.inBatches(effort.batches())));
    cases.put(
        label("one by one", LATENCY_MILLIS),
        () -> slowly(messages, () -> messages.oneByOne(effort.singleSlow())));
    cases.put(CACHED, () -> readMenu(wechat, effort, ""));
    cases.put(UNCACHED, () -> readMenu(wechat, effort, "?from=database"));
    return cases;
  }

  private static int slowly(WechatMessages messages, Run run) throws InterruptedException {
    messages.delay(LATENCY_MILLIS);
    try {
      return run.go();
    } finally {
      messages.delay(0);
    }
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

  private static int readMenu(WechatService wechat, WechatEffort effort, String query)
      throws InterruptedException {
    byte[] request = wechat.request("GET", MENUS + "/live" + query, new byte[0]);
    LoadResult load =
        new LoadGenerator(wechat.address())
            .closedLoop(
                MENU_CONNECTIONS,
                MAX_MENU_READS,
                effort.menuTime(),
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

  /** What the service holds after each step, and how quickly the steps went. */
  private record Memory(int messages, List<Double> mebibytes, List<Double> perSecond) {}

  private static Memory memory(WechatMessages messages, WechatEffort effort, LiveHeap heap)
      throws InterruptedException {
    List<Double> mebibytes = new ArrayList<>();
    List<Double> perSecond = new ArrayList<>();
    int sent = 0;
    for (int step = 0; step < effort.memorySteps(); step++) {
      long begin = System.nanoTime();
      int ofStep = messages.inBatches(effort.batchesOfStep());
      perSecond.add(ofStep / ((System.nanoTime() - begin) / NANOS));
      sent += ofStep;
      mebibytes.add(heap.mebibytes());
      System.out.printf("  after %,d messages: %.1f MiB live%n", sent, mebibytes.get(step));
    }
    return new Memory(sent, mebibytes, perSecond);
  }

  private BenchReport report(
      Environment here, Map<String, Rounds> results, Memory memory, CpuTimes cpu) {
    List<BenchReport.Row> rows = new ArrayList<>();
    results.forEach((label, rounds) -> rows.add(rounds.row(label)));
    rows.add(BenchReport.Row.of("messages batch, on end", "1/s", memory.perSecond()));
    rows.add(BenchReport.Row.of("live heap", "MiB", memory.mebibytes()));
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
    conditions.put("batch", WechatMessages.BATCH + " messages in a request");
    conditions.put(
        "live heap, MiB",
        "%s over %,d messages"
            .formatted(live.stream().map("%.1f"::formatted).toList(), memory.messages()));
    conditions.put("reports", "none: WeChat's TEMPLATESENDJOBFINISH is left out");
    conditions.put("JVM options of " + WechatService.NAME, cpu.jvmOptions(WechatService.NAME));
    return new BenchReport(name(), here, rows, ratios, conditions);
  }
}
