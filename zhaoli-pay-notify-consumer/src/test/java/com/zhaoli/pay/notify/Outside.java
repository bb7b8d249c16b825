package com.zhaoli.pay.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service meets over HTTP: merchant-service, wechat-mp-service and the merchants' shops,
 * as one server that answers their contracts.
 */
final class Outside {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A webhook as a shop received it. */
  record Hook(
      long nanos,
      byte[] body,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signature) {

    /**
     * No gap of seconds between two tries becomes longer than this. How exactly the interval is
     * kept is what the benchmarks measure; here a busy machine may hold up each try.
     */
    static final Duration BUSY = Duration.ofSeconds(15);

    /** From each to the next. */
    static List<Duration> gaps(List<Hook> hooks) {
      return IntStream.range(1, hooks.size())
          .mapToObj(i -> Duration.ofNanos(hooks.get(i).nanos() - hooks.get(i - 1).nanos()))
          .toList();
    }
  }

  /** What a shop answers. */
  record Reply(int status, Duration delay, String body, @Nullable String retryAfter) {
    Reply(int status, Duration delay, String body) {
      this(status, delay, body, null);
    }

    static Reply of(int status) {
      return new Reply(status, Duration.ZERO, "");
    }
  }

  final Map<String, List<MessageReceiver>> receivers = new ConcurrentHashMap<>();
  final Map<String, AtomicInteger> failNextLookups = new ConcurrentHashMap<>();

  /** Look-ups of a merchant's receivers that do not fail are answered when this is at zero. */
  final Map<String, CountDownLatch> lookupsAfter = new ConcurrentHashMap<>();

  final List<TemplateMessageRequest> messages = new CopyOnWriteArrayList<>();

  /** WeChat's errcodes by the openids that it takes no message for. */
  final Map<String, Integer> refusedOpenids = new ConcurrentHashMap<>();

  /** How many messages to an openid find wechat-mp-service down. */
  final Map<String, AtomicInteger> failNextMessages = new ConcurrentHashMap<>();

  /** The trace contexts that those came with. */
  final List<String> messageTraces = new CopyOnWriteArrayList<>();

  private final Map<String, List<Hook>> hooks = new ConcurrentHashMap<>();
  private final Map<String, IntFunction<Reply>> shops = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile int number = NUMBERS.incrementAndGet();

  Outside() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newFixedThreadPool(
            48,
            task -> {
              Thread thread = new Thread(task, "outside");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/internal/v1/merchants/", this::receivers);
    server.createContext("/internal/v1/template-messages", this::message);
    server.createContext("/shop/", this::webhook);
    server.start();
  }

  /**
   * Forgets all. For classes of tests that share one: a test that failed is tried once more in the
   * same process, and is not to find what its first try left.
   */
  void startOver() {
    number = NUMBERS.incrementAndGet();
    receivers.clear();
    failNextLookups.clear();
    lookupsAfter.clear();
    messages.clear();
    refusedOpenids.clear();
    failNextMessages.clear();
    messageTraces.clear();
    hooks.clear();
    shops.clear();
  }

  /** The same for all instances of the service that meet this one, and new when it starts over. */
  String schema(String name) {
    return name + "_" + number;
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The address of a shop; it answers 200 unless told otherwise. */
  String shop(String name) {
    return uri() + "/shop/" + name;
  }

  /** How a shop answers its first, second... webhook. */
  void shopAnswers(String name, IntFunction<Reply> replies) {
    shops.put(name, replies);
  }

  List<Hook> hooksOf(String shop) {
    return hooks.computeIfAbsent(shop, name -> new CopyOnWriteArrayList<>());
  }

  private void receivers(HttpExchange exchange) throws IOException {
    String merchantNo = exchange.getRequestURI().getPath().split("/", -1)[4];
    AtomicInteger failures = failNextLookups.get(merchantNo);
    if (failures != null && failures.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    CountDownLatch after = lookupsAfter.get(merchantNo);
    if (after != null) {
      try {
        after.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    answer(exchange, 200, JSON.writeValueAsBytes(receivers.getOrDefault(merchantNo, List.of())));
  }

  private void message(HttpExchange exchange) throws IOException {
    messageTraces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
    TemplateMessageRequest request =
        JSON.readValue(exchange.getRequestBody().readAllBytes(), TemplateMessageRequest.class);
    AtomicInteger failures = failNextMessages.get(request.openid());
    if (failures != null && failures.getAndDecrement() > 0) {
      answer(exchange, 503, new byte[0]);
      return;
    }
    messages.add(request);
    Integer refused = refusedOpenids.get(request.openid());
    TemplateMessageResult result =
        refused == null
            ? new TemplateMessageResult(
                "tpl_1", TemplateMessageResult.Status.SENT, "4711", null, false)
            : new TemplateMessageResult(
                "tpl_1", TemplateMessageResult.Status.FAILED, null, refused, false);
    answer(exchange, 200, JSON.writeValueAsBytes(result));
  }

  private void webhook(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/shop/".length());
    List<Hook> received = hooksOf(name);
    int number;
    synchronized (received) {
      received.add(
          new Hook(
              System.nanoTime(),
              exchange.getRequestBody().readAllBytes(),
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature")));
      number = received.size();
    }
    Reply reply = shops.getOrDefault(name, n -> Reply.of(200)).apply(number);
    try {
      Thread.sleep(reply.delay().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reply.retryAfter() != null) {
      exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
    }
    answer(
        exchange, reply.status(), reply.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
