package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Requests that no honest client sends: none holds a thread for long, none makes a 5xx. */
@TestPropertySource(
    properties = {"zhaoli.gateway.body.deadline=4s", "zhaoli.gateway.body.per-address=4"})
class EdgeIT extends GatewayItCase {

  private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;
  private static final Duration SOON = Duration.ofSeconds(18);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000\r\n\r\n",
        // Within the framing no read of the gateway's own returns.
        "Transfer-Encoding: chunked\r\n\r\n1;",
        "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: "
      })
  void aBodyThatComesByteByByteIsRefusedAtItsDeadline(String headEnd) throws Exception {
    ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
    try (Socket socket = open("127.0.0.1", headEnd)) {
      long begin = System.nanoTime();
      OutputStream out = socket.getOutputStream();
      ScheduledFuture<?> drops =
          drip.scheduleAtFixedRate(() -> drop(out), 0, 100, TimeUnit.MILLISECONDS);

      RawHttp.Response answer = RawHttp.read(socket.getInputStream());
      drops.cancel(false);

      assertThat(answer.status()).as(answer.toString()).isEqualTo(408);
      assertThat(answer.code()).isEqualTo("REQUEST_TIMEOUT");
      assertThat(answer.header("X-Zhaoli-Request-Id"))
          .singleElement()
          .satisfies(id -> assertThat(answer.body()).contains(id));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
      assertThat(SERVICES.received).isEmpty();
    } finally {
      drip.shutdownNow();
    }
  }

  @Test
  void aBodyThatNeverComesIsRefusedAtItsDeadline() throws Exception {
    try (Socket socket = open("127.0.0.1", "Content-Length: 10\r\n\r\n")) {
      assertThat(RawHttp.read(socket.getInputStream()).code()).isEqualTo("REQUEST_TIMEOUT");
    }
  }

  @Test
  void ofOneAddressOnlySomeBodiesAreWaitedFor() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      await()
          .until(
              () -> {
                // Those before may have come to their deadline meanwhile.
                for (int i = 0; i < 4; i++) {
                  slow.add(open("127.0.0.1", "Content-Length: 10\r\n\r\n"));
                }
                try (Socket fifth = open("127.0.0.1", "Content-Length: 10\r\n\r\n")) {
                  return RawHttp.read(fifth.getInputStream()).code().equals("RATE_LIMITED");
                }
              });
      try (Socket stranger = open("127.0.0.2", "Content-Length: 1\r\n\r\n")) {
        stranger.getOutputStream().write('x');
        assertThat(RawHttp.read(stranger.getInputStream()).status()).isEqualTo(200);
      }
      assertThat(request().signed().send(port).status())
          .as("what has arrived already waits for nobody")
          .isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await()
        .untilAsserted(
            () -> {
              try (Socket next = open("127.0.0.1", "Content-Length: 1\r\n\r\n")) {
                next.getOutputStream().write('x');
                assertThat(RawHttp.read(next.getInputStream()).status()).isEqualTo(200);
              }
            });
  }

  @Test
  void aRefusedRequestWhoseBodyDoesNotComeIsLetGo() throws Exception {
    for (String path : List.of("/nothing", "/openapi/v1/payments")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        long begin = System.nanoTime();
        socket.setSoTimeout(60_000);
        socket
            .getOutputStream()
            .write(
                ("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nx")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(RawHttp.read(socket.getInputStream()).status()).isIn(400, 404);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenMebibytes")
  void whoSendsFarTooMuchReadsThatItWasTooMuch(BodyPublisher body) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/onboarding/x"))
                .timeout(Duration.ofSeconds(60))
                .POST(body)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("BODY_TOO_LARGE");
    assertThat(SERVICES.received).isEmpty();
  }

  static Stream<BodyPublisher> tenMebibytes() {
    byte[] piece = new byte[TEN_MEBIBYTES / 64];
    return Stream.of(
        BodyPublishers.ofByteArray(new byte[TEN_MEBIBYTES]),
        BodyPublishers.ofByteArrays(IntStream.range(0, 64).mapToObj(i -> piece).toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10485760", "Transfer-Encoding: chunked"})
  void whoSendsFarTooMuchOverABareSocketReadsItToo(String length) {
    byte[] body = new byte[TEN_MEBIBYTES];
    if (length.startsWith("Transfer")) {
      byte[] size = "a00000\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] end = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] chunked = new byte[size.length + body.length + end.length];
      System.arraycopy(size, 0, chunked, 0, size.length);
      System.arraycopy(end, 0, chunked, size.length + body.length, end.length);
      body = chunked;
    }
    RawHttp.Response answer =
        RawHttp.send(port, "POST /onboarding/x HTTP/1.1", List.of(length), body);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: gzip||0||",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: x||0||",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: gzip, chunked||0||",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: chunked, chunked||0||",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: chunked, identity||0||",
        "POST /q/x HTTP/1.1|Host: h|Content-Length: 4|Transfer-Encoding: chunked||0||GET /",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: chunked|Content-Length: 4||0||GET /",
        "POST /q/x HTTP/1.1|Host: h|Content-Length: 4|Content-Length: 5||12345",
        "POST /q/x HTTP/1.1|Host: h|Content-Length: 4, 5||12345",
        "POST /q/x HTTP/1.1|Host: h|Content-Length: -1||",
        "POST /q/x HTTP/1.1|Host: h|Content-Length: +4||1234",
        "POST /q/x HTTP/1.1|Host: h|Content-Length : 4||1234",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding : chunked||0||",
        "POST /q/x HTTP/1.1|Host: h|Transfer-Encoding: chunked||zz||0||",
        "POST /q/x HTTP/1.0|Host: h|Connection: keep-alive|Transfer-Encoding: chunked||0||GET /",
        "GET /q/x HTTP/1.1|Host: h|Host: i||",
        "GET /q/x HTTP/1.1||",
        "GET / HTTP/3.0|Host: h||",
        "GET / HTTP/2.0|Host: h||",
        "CONNECT h:1 HTTP/1.1|Host: h:1|Connection: close||",
        "GET ftp://h/q/x HTTP/1.1|Host: h||",
        "GET http://other/q/x HTTP/1.1|Host: h||"
      })
  void aRequestThatCouldBeReadInTwoWaysGetsOneRefusal(String lines) throws Exception {
    String said = RawHttp.talk(port, lines.replace("|", "\r\n"));

    RawHttp.Response answer = RawHttp.parse(said);
    assertThat(answer.status()).as(said).isBetween(400, 499);
    assertThat(answer.code()).isIn("REQUEST_INVALID", "METHOD_NOT_ALLOWED");
    assertThat(said.split("HTTP/1\\.1 ", -1)).as("one answer").hasSize(2);
    assertThat(answer.header("Connection")).containsExactly("close");
    assertThat(answer.header("X-Zhaoli-Request-Id"))
        .singleElement()
        .satisfies(id -> assertThat(answer.body()).contains(id));
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void whatTellsItsLengthOnceIsNotMistakenForThat() {
    String two =
        "POST /q/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + "POST /q/x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx";
    assertThat(RawHttp.talk(port, two).split("HTTP/1\\.1 200", -1)).hasSize(3);
    assertThat(SERVICES.received).hasSize(2);
  }

  @Test
  void theSecondRequestOfAConnectionIsHeldToTheSameRule() {
    String two =
        "POST /q/x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
            + "POST /q/x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assertThat(RawHttp.talk(port, two)).contains("HTTP/1.1 200").contains("HTTP/1.1 400");
    assertThat(SERVICES.received).hasSize(1);
  }

  /** RFC 9112, 5.2: refused or unfolded; either way nobody behind the gateway sees a fold. */
  @Test
  void aFoldedHeaderArrivesOnOneLine() {
    String lines =
        "POST /q/x HTTP/1.1|Host: h|X-Folded: 1| Content-Length: 9|"
            + "Transfer-Encoding:| chunked|Connection: close||0||";
    String said = RawHttp.talk(port, lines.replace("|", "\r\n"));
    assertThat(said).startsWith("HTTP/1.1 200");
    assertThat(SERVICES.onlyRequest().header("X-Folded")).containsExactly("1 Content-Length: 9");
    assertThat(SERVICES.onlyRequest().body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "application/*+json", "*/*;q=0.1"})
  void aBodyWhoseTypeIsARangeIsRefused(String range) {
    RawHttp.Response refused =
        RawHttp.send(
            port,
            "POST /q/x HTTP/1.1",
            List.of("Content-Type: " + range, "Content-Length: 2"),
            "{}".getBytes(StandardCharsets.US_ASCII));

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.code()).isEqualTo("MEDIA_TYPE_UNSUPPORTED");
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void onlyABodyThatIsWantedIsAskedFor() {
    assertThat(asked("/q/x", "Content-Length: 2000000||")).startsWith("HTTP/1.1 413");
    assertThat(asked("/openapi/v1/payments", "Content-Length: 2||")).startsWith("HTTP/1.1 400");
    assertThat(asked("/q/x", "Connection: close|Content-Length: 2||{}"))
        .startsWith("HTTP/1.1 100")
        .contains("HTTP/1.1 200");
  }

  private String asked(String path, String rest) {
    String lines = "POST " + path + " HTTP/1.1|Host: h|Expect: 100-continue|" + rest;
    return RawHttp.talk(port, lines.replace("|", "\r\n"));
  }

  @Test
  void theHeadIsAtMostEightKibibytes() {
    assertThat(withHeader(7_700).status()).isEqualTo(200);
    SERVICES.received.clear();

    RawHttp.Response refused = withHeader(9_000);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
    assertThat(refused.header("X-Zhaoli-Request-Id")).hasSize(1);
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void thereAreAtMostAHundredHeaders() {
    List<String> many = IntStream.range(0, 120).mapToObj(i -> "X-" + i + ": 1").toList();
    RawHttp.Response refused = RawHttp.send(port, "GET /q/x HTTP/1.1", many, new byte[0]);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
    assertThat(refused.body()).contains("too many");
    assertThat(SERVICES.received).isEmpty();
  }

  private RawHttp.Response withHeader(int bytes) {
    return RawHttp.send(
        port, "GET /q/x HTTP/1.1", List.of("X-Long: " + "x".repeat(bytes)), new byte[0]);
  }

  private Socket open(String from, String headEnd) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write(
            ("POST /onboarding/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headEnd)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void drop(OutputStream out) {
    try {
      out.write('a');
    } catch (IOException e) {
      throw new AssertionError("the gateway has closed the connection", e);
    }
  }
}
