package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checks of {@code spec/open-api-signing.md} on a running gateway. */
class OpenApiSignatureIT extends GatewayItCase {

  @Autowired StringRedisTemplate redis;

  @ParameterizedTest
  @MethodSource("vectors")
  void everyVectorPassesOnceAndArrivesAsItWasSent(Vector vector) {
    for (String signType : List.of("HMAC-SHA256", "MD5")) {
      SERVICES.received.clear();
      TestServers.redis().flushAll();
      SignedRequest request = vector.request(signType);

      RawHttp.Response passed = request.send(port);

      assertThat(passed.status()).as(passed.body()).isEqualTo(200);
      Services.Received arrived = SERVICES.onlyRequest();
      assertThat(arrived.method()).isEqualTo(vector.text("method"));
      assertThat(arrived.path()).isEqualTo(vector.text("path"));
      assertThat(arrived.query())
          .isEqualTo(
              vector.text("query").isEmpty() ? "null" : vector.text("query").replace("+", "%2B"));
      assertThat(arrived.body()).isEqualTo(vector.text("body").getBytes(StandardCharsets.UTF_8));

      RawHttp.Response replayed = request.send(port);

      assertThat(replayed.status()).isEqualTo(401);
      assertThat(replayed.code()).isEqualTo("NONCE_REPLAYED");
    }
  }

  @Test
  void whatTheGatewayVouchesForReplacesWhatTheCallerClaims() {
    RawHttp.Response answer =
        request()
            .signed()
            .also("X-Zhaoli-Merchant-No: mch_OTHER")
            .also("x-zhaoli-operator: root")
            .also("X-Zhaoli-Operator-Roles: ADMIN")
            .also("X-ZHAOLI-INTERNAL: v1.forged")
            .also("X-Zhaoli-Request-Id: req_from_outside")
            .also("X-Zhaoli-Anything: else")
            .also("X-Forwarded-For: 1.2.3.4")
            .also("X-Forwarded-Host: evil.example")
            .also("Forwarded: for=1.2.3.4")
            .also("X-Real-IP: 1.2.3.4")
            .also("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .also("tracestate: theirs=1")
            .also("baggage: theirs=1")
            .also("b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1")
            .also("X-B3-TraceId: 0af7651916cd43dd8448eb211c80319c")
            .send(port);

    assertThat(answer.status()).isEqualTo(200);
    Services.Received arrived = SERVICES.onlyRequest();
    assertThat(arrived.header("X-Zhaoli-Merchant-No")).containsExactly(Services.MERCHANT_NO);
    assertThat(arrived.header("X-Zhaoli-App-Id")).containsExactly("app_7K3M9Q2T5W8X");
    assertThat(arrived.header("X-Zhaoli-Internal"))
        .singleElement()
        .asString()
        .startsWith("v1.zhaoli-pay-gateway.");
    assertThat(arrived.header("X-Zhaoli-Request-Id"))
        .singleElement()
        .asString()
        .startsWith("req_")
        .isNotEqualTo("req_from_outside");
    assertThat(arrived.header("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(arrived.headers().keySet())
        .map(String::toLowerCase)
        .doesNotContain(
            "x-zhaoli-operator",
            "x-zhaoli-operator-roles",
            "x-zhaoli-anything",
            "x-zhaoli-sign",
            "x-zhaoli-nonce",
            "x-forwarded-host",
            "forwarded",
            "x-real-ip",
            "tracestate",
            "baggage",
            "b3",
            "x-b3-traceid");
    assertThat(arrived.header("traceparent"))
        .as("a trace of our own")
        .singleElement()
        .asString()
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]")
        .doesNotContain("0af7651916cd43dd8448eb211c80319c");
    assertThat(answer.header("X-Zhaoli-Request-Id"))
        .isEqualTo(arrived.header("X-Zhaoli-Request-Id"));
  }

  @Test
  void theRequestIdStandsOnceInEveryAnswerAlsoWhereTheServiceGivesOne() {
    SERVICES.answer =
        new Services.Answer(
            200,
            Map.of("X-Zhaoli-Request-Id", "req_of_the_service", "X-Zhaoli-Merchant-No", "m"),
            "{}");

    RawHttp.Response answer = request().signed().send(port);

    assertThat(answer.header("X-Zhaoli-Request-Id")).singleElement().asString().startsWith("req_0");
    assertThat(answer.header("X-Zhaoli-Merchant-No")).isEmpty();
    assertThat(request().send(port).header("X-Zhaoli-Request-Id")).hasSize(1);
  }

  @Test
  void aChangedByteOfEachSignedPartIsRefused() {
    assertInvalid(request().query("a=1").signed().method("PUT"));
    assertInvalid(request().signed().path("/openapi/v1/payment%73"));
    assertInvalid(request().query("a=1").signed().query("a=2"));
    assertInvalid(request().query("a=1").signed().query("a=1&a=1"));
    assertInvalid(request().signed().header(SigningHeaders.TIMESTAMP, Long.toString(NOW - 1)));
    assertInvalid(request().signed().header(SigningHeaders.NONCE, "another-nonce-0123456789"));
    assertInvalid(request().signed().header(SigningHeaders.IDEMPOTENCY_KEY, "added"));
    assertInvalid(
        request()
            .header(SigningHeaders.IDEMPOTENCY_KEY, "given")
            .signed()
            .without(SigningHeaders.IDEMPOTENCY_KEY));
    assertInvalid(
        request().signed().body("{\"outTradeNo\":\"T2\"}".getBytes(StandardCharsets.UTF_8)));
    assertInvalid(request().signed().body(new byte[0]));
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void twoSpellingsOfOneQueryAreOneRequest() {
    assertThat(
            request()
                .query("a=%e4%bd%a0&b=~")
                .signed()
                .query("b=%7E&a=%E4%BD%A0")
                .send(port)
                .status())
        .isEqualTo(200);
  }

  @Test
  void aPlusArrivesAsThePlusThatWasSigned() {
    assertThat(request().query("a=1%2B2&b=+").signed().query("a=1+2&b=%2B").send(port).status())
        .isEqualTo(200);
    assertThat(SERVICES.onlyRequest().query()).isEqualTo("a=1%2B2&b=%2B");
  }

  @Test
  void aSignedHeaderStaysThoughTheConnectionHeaderNamesIt() {
    assertThat(
            request()
                .header(SigningHeaders.IDEMPOTENCY_KEY, "key-1")
                .signed()
                .also("Connection: Idempotency-Key, X-Zhaoli-Merchant-No")
                .send(port)
                .status())
        .isEqualTo(200);
    assertThat(SERVICES.onlyRequest().header("Idempotency-Key")).containsExactly("key-1");
    assertThat(SERVICES.onlyRequest().header("X-Zhaoli-Merchant-No"))
        .containsExactly(Services.MERCHANT_NO);
  }

  @Test
  void everyCharacterOfTheSignatureCounts() {
    for (int i = 0; i < 64; i++) {
      SignedRequest changed = request().signed();
      String own = String.valueOf(changed.headers.get(SigningHeaders.SIGN));
      char other = own.charAt(i) == '0' ? '1' : '0';
      assertInvalid(
          changed.header(SigningHeaders.SIGN, own.substring(0, i) + other + own.substring(i + 1)));
    }
  }

  @Test
  void unknownAndDisabledAndWronglySignedAreNotTellable() {
    List<RawHttp.Response> refusals =
        List.of(
            request().header(SigningHeaders.APP_ID, "app_UNKNOWN").signed().send(port),
            request().header(SigningHeaders.APP_KEY, "key_9").signed().send(port),
            request().header(SigningHeaders.APP_ID, "app_DISABLED").signed().send(port),
            request().signed(new SigningKey("another secret", SignedRequest.KEY.salt())).send(port),
            request().signed(new SigningKey(SignedRequest.KEY.appSecret(), "salt")).send(port));

    assertThat(refusals).allSatisfy(refusal -> assertThat(refusal.status()).isEqualTo(401));
    assertThat(refusals.stream().map(refusal -> withoutRequestId(refusal.body())).distinct())
        .hasSize(1)
        .first()
        .asString()
        .contains("SIGN_INVALID");
  }

  @Test
  void aRefusedSignatureDoesNotBurnTheNonce() {
    SignedRequest request = request().signed();
    String right = String.valueOf(request.headers.get(SigningHeaders.SIGN));
    request.header(SigningHeaders.SIGN, "0".repeat(64));
    assertThat(request.send(port).code()).isEqualTo("SIGN_INVALID");

    assertThat(request.header(SigningHeaders.SIGN, right).send(port).status()).isEqualTo(200);
  }

  @Test
  void aNonceBelongsToOneApp() {
    SERVICES.credentials.put(
        "app_SECOND/key_2", credential(true).replace("app_7K3M9Q2T5W8X", "app_SECOND"));
    SignedRequest first = request().signed();
    SignedRequest second =
        request()
            .header(SigningHeaders.APP_ID, "app_SECOND")
            .header(SigningHeaders.NONCE, String.valueOf(first.headers.get(SigningHeaders.NONCE)))
            .signed();

    assertThat(first.send(port).status()).isEqualTo(200);
    assertThat(second.send(port).status()).isEqualTo(200);
  }

  @Test
  void ofFiftyCopiesAtOnceExactlyOnePasses() throws Exception {
    SignedRequest request = request().signed();
    ExecutorService threads = Executors.newFixedThreadPool(50);
    CountDownLatch together = new CountDownLatch(50);
    try {
      List<Future<RawHttp.Response>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return request.send(port);
                }));
      }
      int passed = 0;
      for (Future<RawHttp.Response> answer : answers) {
        if (answer.get().status() == 200) {
          passed++;
        } else {
          assertThat(answer.get().code()).isEqualTo("NONCE_REPLAYED");
        }
      }
      assertThat(passed).isEqualTo(1);
      assertThat(SERVICES.received).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 200", "-300, 200", "301, 401", "-301, 401"})
  void theWindowIsThreeHundredSecondsOnBothSides(int seconds, int status) {
    RawHttp.Response answer = SignedRequest.at(NOW + seconds).signed().send(port);

    assertThat(answer.status()).isEqualTo(status);
    if (status == 401) {
      assertThat(answer.code()).isEqualTo("TIMESTAMP_OUT_OF_WINDOW");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Zhaoli-App-Id",
        "X-Zhaoli-App-Key",
        "X-Zhaoli-Timestamp",
        "X-Zhaoli-Nonce",
        "X-Zhaoli-Sign-Type",
        "X-Zhaoli-Sign"
      })
  void aSigningHeaderIsThereExactlyOnce(String name) {
    assertHeaderInvalid(request().signed().without(name));
    SignedRequest doubled = request().signed();
    assertHeaderInvalid(doubled.also(name + ": " + doubled.headers.get(name)));
  }

  @Test
  void aMalformedHeaderIsRefused() {
    assertHeaderInvalid(request().header(SigningHeaders.NONCE, "n".repeat(15)).signed());
    assertHeaderInvalid(request().header(SigningHeaders.NONCE, "n".repeat(65)).signed());
    assertHeaderInvalid(request().header(SigningHeaders.NONCE, "n".repeat(16) + "!").signed());
    assertHeaderInvalid(request().header(SigningHeaders.TIMESTAMP, "1767225602.0").signed());
    assertHeaderInvalid(request().header(SigningHeaders.TIMESTAMP, "+1767225602").signed());
    assertHeaderInvalid(
        request().header(SigningHeaders.TIMESTAMP, "99999999999999999999").signed());
    assertHeaderInvalid(request().header(SigningHeaders.SIGN_TYPE, "SHA1").signed());
    assertHeaderInvalid(request().header(SigningHeaders.SIGN_TYPE, "hmac-sha256").signed());
    assertHeaderInvalid(request().signed().header(SigningHeaders.SIGN, "ABCDEF"));
    assertHeaderInvalid(request().header(SigningHeaders.IDEMPOTENCY_KEY, "k".repeat(256)).signed());
    assertHeaderInvalid(request().header(SigningHeaders.IDEMPOTENCY_KEY, "with space").signed());
    assertHeaderInvalid(
        request().header(SigningHeaders.IDEMPOTENCY_KEY, "k").signed().also("Idempotency-Key: k"));
    assertThat(request().header(SigningHeaders.NONCE, "n".repeat(16)).signed().send(port).status())
        .isEqualTo(200);
    assertThat(request().header(SigningHeaders.NONCE, "n".repeat(64)).signed().send(port).status())
        .isEqualTo(200);
    assertThat(
            request()
                .header(SigningHeaders.IDEMPOTENCY_KEY, "k".repeat(255))
                .signed()
                .send(port)
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%4", "a=%zz", "a=%ff", "a=%c0%af"})
  void aQueryThatCannotBeDecodedIsRefused(String query) {
    assertHeaderInvalid(request().signed().query(query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi/v1//payments",
        "/openapi/v1/./payments",
        "/openapi/v1/payments/../payments",
        "/openapi/v1/payments/%2e%2e/payments",
        "/openapi/v1/payments/%2E./payments",
        "/openapi/v1/payments/..;/payments",
        "/openapi/v1/payments/..%2fpayments",
        "/openapi/v1/payments/x%00"
      })
  void aPathThatCouldBeReadTwoWaysIsRefused(String path) {
    assertHeaderInvalid(request().signed().path(path));
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void anotherSpellingOfThePathDoesNotGoAroundTheCheck() {
    for (String path :
        List.of("/%6fpenapi/v1/payments", "/openapi/v1/p%61yments", "/openapi;x=1/v1/payments")) {
      RawHttp.Response answer =
          RawHttp.send(port, "GET " + path + " HTTP/1.1", List.of(), new byte[0]);
      assertThat(answer.status()).as(path).isIn(400, 404);
    }
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void aBodyOfOneMebibytePassesAndOneByteMoreDoesNot() {
    assertThat(request().body(new byte[1024 * 1024]).signed().send(port).status()).isEqualTo(200);
    assertThat(SERVICES.onlyRequest().body()).hasSize(1024 * 1024);

    RawHttp.Response refused = request().body(new byte[1024 * 1024 + 1]).signed().send(port);

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.code()).isEqualTo("BODY_TOO_LARGE");
  }

  @Test
  void aBodyOfUnknownLengthIsBoundedToo() {
    RawHttp.Response refused = sendChunked(1024 * 1024 + 1);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.code()).isEqualTo("BODY_TOO_LARGE");
    assertThat(SERVICES.received).isEmpty();

    assertThat(sendChunked(1024 * 1024).status()).isEqualTo(200);
    assertThat(SERVICES.onlyRequest().body()).hasSize(1024 * 1024);
  }

  @Test
  void withoutRedisNothingPassesAndAfterItsReturnItDoes() {
    assertThat(request().signed().send(port).status()).isEqualTo(200);
    SERVICES.received.clear();
    TestServers.redis().stop();
    try {
      RawHttp.Response refused = request().signed().send(port);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("REPLAY_STORE_UNAVAILABLE");
      assertThat(request().signed().header(SigningHeaders.SIGN, "0".repeat(64)).send(port).code())
          .isEqualTo("SIGN_INVALID");
      assertThat(SERVICES.received).isEmpty();
      assertThat(RawHttp.send(port, "GET /onboarding/ HTTP/1.1", List.of(), new byte[0]).status())
          .isEqualTo(200);
    } finally {
      TestServers.redis().start();
    }
    await().untilAsserted(() -> assertThat(request().signed().send(port).status()).isEqualTo(200));
  }

  @Test
  void aRedisThatForgotTheScriptIsToldItAgain() {
    redis.execute(
        (RedisCallback<Boolean>)
            connection -> {
              connection.scriptingCommands().scriptFlush();
              return true;
            });
    SignedRequest request = request().signed();
    assertThat(request.send(port).status()).isEqualTo(200);
    assertThat(request.send(port).code()).isEqualTo("NONCE_REPLAYED");
  }

  private RawHttp.Response sendChunked(int bytes) {
    SignedRequest request = request().body(new byte[bytes]).signed();
    List<String> headers = new ArrayList<>();
    request.headers.forEach((name, value) -> headers.add(name + ": " + value));
    headers.add("Transfer-Encoding: chunked");
    byte[] head = (Integer.toHexString(bytes) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[head.length + bytes + tail.length];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(tail, 0, body, head.length + bytes, tail.length);
    return RawHttp.send(port, request.requestLine(), headers, body);
  }

  private void assertInvalid(SignedRequest request) {
    RawHttp.Response answer = request.send(port);
    assertThat(answer.code()).isEqualTo("SIGN_INVALID");
    assertThat(answer.status()).isEqualTo(401);
  }

  private void assertHeaderInvalid(SignedRequest request) {
    RawHttp.Response answer = request.send(port);
    assertThat(answer.code()).isEqualTo("SIGN_HEADER_INVALID");
    assertThat(answer.status()).isEqualTo(400);
  }

  private static String withoutRequestId(String body) {
    return body.replaceAll("req_[0-9A-Z]+", "req");
  }

  static List<Vector> vectors() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            OpenApiSignatureIT.class.getResourceAsStream("/signing-vectors.json"))) {
      return Stream.of(JsonMapper.shared().readTree(in.readAllBytes()).get("vectors"))
          .flatMap(JsonNode::valueStream)
          .map(Vector::new)
          .toList();
    }
  }

  record Vector(JsonNode node) {
    String text(String field) {
      return node.get(field).asString();
    }

    /** With the signature of the file, not one made here. */
    SignedRequest request(String signType) {
      SignedRequest request =
          SignedRequest.at(Long.parseLong(text("timestamp")))
              .method(text("method"))
              .path(text("path"))
              .query(text("query"))
              .body(text("body").getBytes(StandardCharsets.UTF_8))
              .header(SigningHeaders.NONCE, text("nonce"))
              .header(SigningHeaders.SIGN_TYPE, signType)
              .header(SigningHeaders.SIGN, text(signType));
      return text("idempotencyKey").isEmpty()
          ? request
          : request.header(SigningHeaders.IDEMPOTENCY_KEY, text("idempotencyKey"));
    }

    @Override
    public String toString() {
      return text("name");
    }
  }
}
