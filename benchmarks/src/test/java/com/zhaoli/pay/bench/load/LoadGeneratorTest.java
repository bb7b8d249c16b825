package com.zhaoli.pay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int CHUNKED = 0;
  private static final int NOTHING = -1;

  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private HttpServer server = startable();

  private static HttpServer startable() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers as the path asks: with a status, in a way, after so many milliseconds. */
  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    clients.add(exchange.getRemoteAddress());
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    byte[] request = exchange.getRequestBody().readAllBytes();
    byte[] answer =
        ("got " + new String(request, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    try {
      TimeUnit.MILLISECONDS.sleep(Long.parseLong(path[3]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int status = Integer.parseInt(path[1]);
    switch (path[2]) {
      case "length" -> exchange.sendResponseHeaders(status, answer.length);
      case "chunked" -> exchange.sendResponseHeaders(status, CHUNKED);
      default -> exchange.sendResponseHeaders(status, NOTHING);
    }
    if (!path[2].equals("empty")) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  /** Posts its own number; takes the answer that says the number again. */
  private record Posts(String target, boolean withBody) implements Work {
    @Override
    public byte[] request(int index) {
      byte[] body = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
      return HttpMessage.of("POST", "localhost", target, Map.of("X-Test", "yes"), body);
    }

    @Override
    public boolean isAccepted(int index, HttpAnswer answer) {
      return answer.status() < 300 && answer.text().equals(withBody ? "got " + index : "");
    }
  }

  private LoadGenerator generator() {
    return new LoadGenerator(server.getAddress());
  }

  @Test
  void everyRequestIsSentOnceAndItsAnswerReadWhetherItHasALengthOrChunksOrNoBody()
      throws Exception {
    for (String target : new String[] {"/201/length/0", "/200/chunked/0", "/204/empty/0"}) {
      clients.clear();

      LoadResult result =
          generator().closedLoop(4, 200, LONG, new Posts(target, !target.contains("empty")));

      assertThat(result.acceptedCount()).as(target).isEqualTo(200);
      assertThat(result.accepted().nextClearBit(0)).isEqualTo(200);
      assertThat(result.refused()).isZero();
      assertThat(result.latencies().count()).isEqualTo(200);
      assertThat(result.perSecond()).isCloseTo(200 / (result.elapsedNanos() / 1e9), within(1e-6));
      assertThat(clients).as("connections are kept alive").hasSize(4);
    }
  }

  @Test
  void anAnswerThatIsNotTheRightOneIsCountedAsRefusedAndShown() throws Exception {
    LoadResult result = generator().closedLoop(2, 10, LONG, new Posts("/503/length/0", true));

    assertThat(result.acceptedCount()).isZero();
    assertThat(result.refused()).isEqualTo(10);
    assertThat(result.firstRefusal()).startsWith("HTTP 503 got ");
    assertThat(result.latencies().count()).isZero();
  }

  @Test
  void aRunThatIsRefusedOverAndOverEndsByItself() throws Exception {
    LoadResult result = generator().closedLoop(4, 100_000, LONG, new Posts("/500/length/0", true));

    assertThat(result.refused()).isBetween(100, 104);
  }

  @Test
  void aServerThatIsNotThereRefusesEverything() throws Exception {
    InetSocketAddress address = server.getAddress();
    server.stop(0);

    LoadResult result =
        new LoadGenerator(address).closedLoop(2, 5, LONG, new Posts("/200/length/0", true));

    assertThat(result.acceptedCount()).isZero();
    assertThat(result.refused()).isEqualTo(5);
    assertThat(result.firstRefusal()).contains("refused");
  }

  @Test
  void aClosedLoopEndsWhenItsTimeIsOver() throws Exception {
    LoadResult result =
        generator()
            .closedLoop(2, 100_000, Duration.ofMillis(300), new Posts("/200/length/50", true));

    assertThat(result.acceptedCount()).isBetween(2, 16);
    assertThat(result.elapsedNanos()).isLessThan(Duration.ofSeconds(30).toNanos());
    assertThat(result.latencies().millis(0.5)).isGreaterThanOrEqualTo(50);
  }

  /**
   * One connection and 50 ms for each answer, but 100 requests a second: the tenth request was due
   * after 90 ms and is answered after 500 at the earliest. A latency from the sending would be 50
   * for all of them.
   */
  @Test
  void atAFixedRateTheLatencyCountsFromWhenTheRequestWasDue() throws Exception {
    LoadResult result = generator().openLoop(1, 100, 10, new Posts("/200/length/50", true));

    assertThat(result.acceptedCount()).isEqualTo(10);
    assertThat(result.latencies().millis(1.0)).isGreaterThanOrEqualTo(400);
    assertThat(result.latencies().millis(0.1)).isGreaterThanOrEqualTo(50);
  }

  @Test
  void aFixedRateIsNotExceeded() throws Exception {
    LoadResult result = generator().openLoop(8, 200, 60, new Posts("/200/length/0", true));

    assertThat(result.acceptedCount()).isEqualTo(60);
    assertThat(result.elapsedNanos()).isGreaterThanOrEqualTo(Duration.ofMillis(295).toNanos());
  }
}
