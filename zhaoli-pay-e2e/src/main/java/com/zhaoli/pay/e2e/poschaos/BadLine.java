package com.zhaoli.pay.e2e.poschaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.zhaoli.pay.e2e.pos.GatewayCertificate;
import com.zhaoli.pay.simulator.protocol.TrustedTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The way from the terminals to the gateway, on which requests and answers are lost, late or
 * doubled. It holds the gateway's certificate, so that terminals verify what they always do.
 */
final class BadLine implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(25);

  /** Headers that are about one connection only, or that the client makes itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection", "host", "content-length", "upgrade", "http2-settings", "transfer-encoding");

  /** What happens to a request. */
  enum Fault {
    NONE,
    REQUEST_LOST,
    ANSWER_LOST,
    SLOW,
    /** It arrives after the terminal gave it up. */
    TOO_LATE,
    /** It arrives twice; the terminal gets the second answer. */
    DOUBLED
  }

  private final URI gateway;
  private final HttpClient client;
  private final HttpsServer server;
  private final ExecutorService threads;
  private final Random random;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private volatile boolean bad;

  BadLine(URI gateway, GatewayCertificate certificate, Path ca, long seed) {
    this.gateway = gateway;
    this.random = new Random(seed);
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "bad-line");
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(3))
              .sslContext(TrustedTls.of(ca, null))
              .build();
      this.server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.asServer()));
    server.setExecutor(threads);
    server.createContext("/", this::carry);
    server.start();
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on the line is bad, or good again. */
  void beBad(boolean now) {
    bad = now;
  }

  /** How often which fault came. */
  synchronized Map<String, Integer> counts() {
    Map<String, Integer> named = new TreeMap<>();
    counts.forEach((fault, count) -> named.put(fault.name(), count));
    return named;
  }

  private synchronized Fault draw() {
    if (!bad) {
      return Fault.NONE;
    }
    int drawn = random.nextInt(100);
    Fault fault =
        drawn < 5
            ? Fault.REQUEST_LOST
            : drawn < 10
                ? Fault.ANSWER_LOST
                : drawn < 16
                    ? Fault.SLOW
                    : drawn < 18 ? Fault.TOO_LATE : drawn < 23 ? Fault.DOUBLED : Fault.NONE;
    counts.merge(fault, 1, Integer::sum);
    return fault;
  }

  private synchronized long millis(int least, int most) {
    return least + (long) random.nextInt(most - least);
  }

  private void carry(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
      switch (draw()) {
        case REQUEST_LOST -> exchange.close();
        case ANSWER_LOST -> forward(exchange, body);
        case SLOW -> {
          TimeUnit.MILLISECONDS.sleep(millis(200, 3_000));
          answer(exchange, forward(exchange, body));
        }
        case TOO_LATE -> {
          TimeUnit.MILLISECONDS.sleep(millis(8_500, 14_000));
          forward(exchange, body);
        }
        case DOUBLED -> {
          forward(exchange, body);
          answer(exchange, forward(exchange, body));
        }
        case NONE -> answer(exchange, forward(exchange, body));
      }
    } catch (IOException e) {
      // One side is gone: to the other it is a connection that broke.
      exchange.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(exchange.getRequestURI()))
            .timeout(LIMIT)
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
