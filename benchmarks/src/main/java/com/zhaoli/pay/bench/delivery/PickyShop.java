package com.zhaoli.pay.bench.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's server that refuses some events at their first coming and some always, and keeps
 * account of every call.
 */
public final class PickyShop implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final int THREADS = 32;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "picky-shop");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<String> refusedOnce;
  private final Set<String> refusedAlways;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final AtomicInteger different = new AtomicInteger();

  /** Calls for one event. */
  private static final class Account {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final int body;

    Account(int body) {
      this.body = body;
    }
  }

  /**
   * @param refusedOnce ids that get 500 at their first coming
   * @param refusedAlways ids that get 500 each time
   */
  public PickyShop(Set<String> refusedOnce, Set<String> refusedAlways) {
    this.refusedOnce = refusedOnce;
    this.refusedAlways = refusedAlways;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new BenchFailure("No server could be started on loopback.", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = keep(exchange.getRequestHeaders().getFirst("webhook-id"), Arrays.hashCode(body));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private int keep(@Nullable String id, int body) {
    if (id == null) {
      return 400;
    }
    Account account = accounts.computeIfAbsent(id, one -> new Account(body));
    if (account.body != body) {
      different.incrementAndGet();
    }
    int calls = account.calls.incrementAndGet();
    if (refusedAlways.contains(id) || (calls == 1 && refusedOnce.contains(id))) {
      return 500;
    }
    account.taken.incrementAndGet();
    return 200;
  }

  /** How many of these were answered with success. */
  public long taken(Set<String> ids) {
    return ids.stream()
        .map(accounts::get)
        .filter(account -> account != null && account.taken.get() > 0)
        .count();
  }

  /** How many were answered with success more than once. */
  public long takenAgain() {
    return accounts.values().stream().filter(account -> account.taken.get() > 1).count();
  }

  /** Calls for this event. */
  public int calls(String id) {
    Account account = accounts.get(id);
    return account == null ? 0 : account.calls.get();
  }

  /** Ids that came and that nobody published. */
  public long strangers(Set<String> published) {
    return accounts.keySet().stream().filter(id -> !published.contains(id)).count();
  }

  /** Calls whose body was another than that of the first call for the same id. */
  public int different() {
    return different.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
