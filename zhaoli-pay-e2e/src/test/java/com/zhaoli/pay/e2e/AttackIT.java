package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an attacker tries against a whole platform who has seen a signed request, or who is a
 * merchant himself. Nothing passes that was not signed as it is, and nothing makes a 5xx: every
 * answer is looked at for that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(AttackedPlatform.Resolver.class)
class AttackIT {

  private static final String PAYMENTS = "/openapi/v1/payments";
  private static final int COPIES = 200;
  private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;
  private static final int PATIENCE_MILLIS = 40_000;

  private final Clock clock = Clock.systemUTC();
  private final PrivatePlatform platform;
  private final MerchantCredentials merchant;
  private final MerchantCredentials other;

  AttackIT(AttackedPlatform attacked) {
    platform = attacked.platform();
    merchant = attacked.merchant();
    other = attacked.other();
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void noChangedByteOfWhatIsSignedPasses(SignType type) {
    RawRequest genuine = order().type(type).query("a=1&b=%7Ex").key("key-" + type).sign();

    for (RawRequest changed : genuine.withEachByteChanged()) {
      assertThat(send(changed).status()).as(changed.toString()).isBetween(400, 499);
    }

    assertThat(send(genuine).status())
        .as("none of them was let in, or has used the nonce up")
        .isEqualTo(201);
  }

  @Test
  void ofManyCopiesAtOnceExactlyOnePasses() throws Exception {
    RawRequest request = order().sign();
    ExecutorService threads = Executors.newFixedThreadPool(COPIES);
    CountDownLatch together = new CountDownLatch(COPIES);
    try {
      List<Future<RawAnswer>> sent = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        sent.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return send(request);
                }));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<RawAnswer> answer : sent) {
        statuses.add(answer.get().status());
      }
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 401).hasSize(COPIES - 1);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-299, -300, 299, 300})
  void aTimestampWithinTheWindowPasses(int seconds) {
    awaitStartOfASecond();
    assertThat(send(order().at(now() + seconds).sign()).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(ints = {-301, 301, -100_000, 100_000})
  void aTimestampOutsideOfItDoesNot(int seconds) {
    awaitStartOfASecond();
    RawAnswer answer = send(order().at(now() + seconds).sign());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("TIMESTAMP_OUT_OF_WINDOW");
  }

  @Test
  void aNonceHasSixteenToSixtyFourCharacters() {
    for (int length : new int[] {1, 15, 65, 1_000}) {
      assertThat(send(order().nonce("n".repeat(length)).sign()).code())
          .isEqualTo("SIGN_HEADER_INVALID");
    }
    for (int length : new int[] {16, 64}) {
      assertThat(send(order().nonce("n".repeat(length)).sign()).status()).isEqualTo(201);
    }
  }

  @Test
  void aSigningHeaderIsThereExactlyOnce() {
    for (String name : SigningHeaders.REQUIRED) {
      RawRequest without = order().sign();
      without.headers.remove(name);
      assertThat(send(without).code()).as(name).isEqualTo("SIGN_HEADER_INVALID");
      RawRequest doubled = order().sign();
      doubled.lines.add(name + ": " + doubled.headers.get(name));
      assertThat(send(doubled).code()).as(name).isEqualTo("SIGN_HEADER_INVALID");
    }
    RawRequest doubledKey = order().key("key-1").sign();
    doubledKey.lines.add("Idempotency-Key: key-1");
    assertThat(send(doubledKey).code()).isEqualTo("SIGN_HEADER_INVALID");
  }

  @Test
  void headersAreNeitherHugeNorMany() {
    RawRequest huge = order().sign();
    huge.lines.add("X-Huge: " + "x".repeat(9_000));
    assertThat(send(huge).status()).isEqualTo(400);
    RawRequest many = order().sign();
    IntStream.range(0, 120).forEach(i -> many.lines.add("X-" + i + ": 1"));
    assertThat(send(many).status()).isEqualTo(400);
    RawRequest large = order().sign();
    large.lines.add("X-Large: " + "x".repeat(7_000));
    assertThat(send(large).status()).as("what the gateway takes, the service takes").isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi/v1/payment%73",
        "/openapi/v1/payments/",
        "/openapi/v1/payments;x=1",
        "/openapi/v1;x/payments",
        "/openapi/v1/%70ayments",
        "/openapi/v1//payments",
        "/openapi/v1/./payments",
        "/openapi/v1/x/../payments",
        "/openapi/v1/x/%2e%2e/payments",
        "/openapi/v1/x/%252e%252e/payments",
        "/openapi/v1/x/%c0%ae%c0%ae/payments",
        "/openapi/v1/x/..%2fpayments",
        "/openapi/v1/x/..%5cpayments",
        "/openapi/v1/payments%00",
        "/openapi/v1/payments%0d%0aX-Zhaoli-Merchant-No:%20m",
        "/OPENAPI/v1/payments",
        "/internal/v1/credentials",
        "/openapi/v1/%2e%2e/%2e%2e/internal/v1/credentials",
        "http://evil.example/openapi/v1/payments",
        "http://127.0.0.1@evil.example/openapi/v1/payments",
        "//evil.example/openapi/v1/payments",
        "\\openapi\\v1\\payments",
        "*"
      })
  void anotherSpellingOfThePathDoesNotPass(String path) {
    RawRequest request = order().sign();
    request.path = path;
    assertThat(send(request).status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=2&b=1",
        "a=1&b=2&b=2",
        "a=1&b=2&c",
        "a=1%26b=2",
        "a=1;b=2",
        "A=1&b=2",
        "a=1&b=%zz",
        "a=1"
      })
  void anotherQueryDoesNotPass(String query) {
    RawRequest request = order().query("a=1&b=2").sign();
    request.query = query;
    assertThat(send(request).status()).isIn(400, 401);
  }

  @Test
  void aBodyOfTenMebibytesIsRefusedAnnouncedOrNot() {
    RawRequest announced = order().body(new byte[TEN_MEBIBYTES]).sign();
    assertThat(send(announced).code()).isEqualTo("BODY_TOO_LARGE");

    RawRequest chunked = order().body(new byte[TEN_MEBIBYTES]).sign();
    chunked.body = chunk(chunked.body);
    chunked.length = "Transfer-Encoding: chunked";
    assertThat(send(chunked).code()).isEqualTo("BODY_TOO_LARGE");
  }

  @Test
  void aSlowBodyIsRefused() throws IOException {
    RawRequest request = order().sign();
    byte[] bytes = request.bytes(host());
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes, 0, bytes.length - request.body.length + 1);
      out.flush();
      RawAnswer answer = RawAnswer.parse(socket.getInputStream().readAllBytes());
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.code()).isEqualTo("REQUEST_TIMEOUT");
    }
  }

  @Test
  void twoLengthsAreRefused() {
    RawRequest both = order().sign();
    both.body = chunk(both.body);
    both.lines.add("Transfer-Encoding: chunked");
    assertThat(send(both).status()).isEqualTo(400);
    RawRequest doubled = order().sign();
    doubled.lines.add("Content-Length: 1");
    assertThat(send(doubled).status()).isEqualTo(400);
    RawRequest unknown = order().sign();
    unknown.length = "Transfer-Encoding: gzip";
    assertThat(send(unknown).status()).isEqualTo(400);
    RawRequest twice = order().sign();
    twice.body = chunk(twice.body);
    twice.length = "Transfer-Encoding: chunked, chunked";
    assertThat(send(twice).status()).isEqualTo(400);
  }

  @Test
  void headersOfThePlatformMakeNobodyAnybody() {
    String paymentNo = paymentOf(merchant);
    RawRequest read = signed(other, "GET", PAYMENTS + "/" + paymentNo, new byte[0]);
    read.lines.add("X-Zhaoli-Merchant-No: " + merchant.merchantNo());
    read.lines.add("X-Zhaoli-Internal: v1.zhaoli-pay-gateway.1.2");
    read.lines.add("X-Zhaoli-Operator: opr_1");
    read.lines.add("X-Zhaoli-Operator-Roles: ADMIN");
    read.lines.add("Connection: X-Zhaoli-Merchant-No, X-Zhaoli-App-Id, X-Zhaoli-Internal");
    RawAnswer answer = send(read);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("PAYMENT_NOT_FOUND");

    RawRequest unsigned = signed(merchant, "GET", PAYMENTS + "/" + paymentNo, new byte[0]);
    unsigned.headers.clear();
    unsigned.lines.add("X-Zhaoli-Merchant-No: " + merchant.merchantNo());
    assertThat(send(unsigned).code()).isEqualTo("SIGN_HEADER_INVALID");
  }

  @Test
  void aMerchantDoesNotReachAnothersPayments() {
    String paymentNo = paymentOf(merchant);
    byte[] refund =
        JsonMapper.shared()
            .writeValueAsBytes(
                Map.of("paymentNo", paymentNo, "outRefundNo", newOrderNo(), "amount", 1));

    List<RawAnswer> answers =
        List.of(
            send(signed(other, "GET", PAYMENTS + "/" + paymentNo, new byte[0])),
            send(signed(other, "POST", PAYMENTS + "/" + paymentNo + "/close", new byte[0])),
            send(signed(other, "POST", "/openapi/v1/refunds", refund)));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(404);
              assertThat(answer.code()).isEqualTo("PAYMENT_NOT_FOUND");
            });
    assertThat(send(signed(merchant, "GET", PAYMENTS + "/" + paymentNo, new byte[0])).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/mixed",
        "application/x-www-form-urlencoded",
        "application/*",
        "*/*",
        "no type"
      })
  void aBodyOfAnotherTypeIsRefusedWhereverJsonIsTaken(String type) {
    byte[] body = "a=%zz&b=%ff&--x".getBytes(StandardCharsets.US_ASCII);
    List<RawRequest> requests =
        List.of(
            signed(merchant, "POST", PAYMENTS, body),
            signed(merchant, "POST", PAYMENTS + "/sync", body),
            signed(merchant, "PATCH", "/openapi/v1/stores/X", body),
            signed(merchant, "PATCH", "/openapi/v1/webhook-endpoints/whe_X", body),
            signed(merchant, "DELETE", "/openapi/v1/keys/key_9", body),
            unsigned("POST", "/ops/v1/sessions", body),
            unsigned("POST", "/onboarding/v1/sessions", body),
            unsigned("POST", "/cashier/x/open", body),
            unsigned("POST", "/wechat/portal", body));
    for (RawRequest request : requests) {
      request.contentType = type;
      assertThat(send(request).status()).as(request + " " + type).isBetween(400, 499);
    }
    // Alipay is told of a refusal with a 200; it is no failure, which send looks at.
    RawRequest callback = unsigned("POST", "/callback/ALIPAY", body);
    callback.contentType = type;
    send(callback);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/wechat/portal?signature=%0d%0aFORGED%ff",
        "/cashier/x/code.png?channel=%0d%0aFORGED%ff",
        "/ops/v1/merchants?limit=%0d%0aFORGED%ff"
      })
  void aQueryThatCannotBeDecodedIsRefusedAndWritesNoLineOfALog(String path) throws IOException {
    assertThat(send(unsigned("GET", path, new byte[0])).status()).isBetween(400, 499);
    for (String service :
        List.of("gateway", "payment-service", "merchant-service", "wechat-mp-service")) {
      assertThat(
              Files.readString(platform.runDirectory().resolve("logs").resolve(service + ".log")))
          .as(service)
          .doesNotContain("FORGED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%F0%9F%98%80", "%00", "%ED%A0%80", "%e4%bd%a0", "x%27%20OR%201=1"})
  void aNumberOfOtherLettersIsNobodys(String number) {
    for (String path :
        List.of(
            PAYMENTS + "/",
            "/openapi/v1/refunds/",
            "/openapi/v1/stores/",
            "/openapi/v1/notifications/",
            "/openapi/v1/webhook-endpoints/")) {
      assertThat(send(signed(merchant, "GET", path + number, new byte[0])).status())
          .as(path + number)
          .isIn(400, 404);
    }
  }

  @Test
  void whichAppsThereAreIsNotTold() {
    RawRequest wrong = order().sign();
    wrong.headers.put(SigningHeaders.SIGN, "0".repeat(64));
    RawRequest unknown = order().sign();
    unknown.headers.put(SigningHeaders.APP_ID, "app_UNKNOWN");
    RawRequest unknownKey = order().sign();
    unknownKey.headers.put(SigningHeaders.APP_KEY, "key_999");

    assertThat(List.of(send(wrong), send(unknown), send(unknownKey)))
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401))
        .extracting(answer -> answer.body().replaceAll("req_[0-9A-Z]+", "req"))
        .containsOnly(send(wrong).body().replaceAll("req_[0-9A-Z]+", "req"));
  }

  private String paymentOf(MerchantCredentials owner) {
    byte[] body = orderBody();
    Answer created =
        platform
            .http()
            .post(
                platform.gateway().resolve(PAYMENTS),
                owner.sign(clock, "POST", PAYMENTS, null, body),
                body);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.text("paymentNo");
  }

  private RawRequest order() {
    return raw(merchant, "POST", PAYMENTS, orderBody());
  }

  private RawRequest signed(MerchantCredentials by, String method, String path, byte[] body) {
    return raw(by, method, path, body).sign();
  }

  private RawRequest unsigned(String method, String path, byte[] body) {
    RawRequest request = raw(merchant, method, path, body);
    request.headers.clear();
    return request;
  }

  private RawRequest raw(MerchantCredentials by, String method, String path, byte[] body) {
    SigningKey key = new SigningKey(by.appSecret(), by.salt());
    return new RawRequest(by.appId(), by.keyId(), key, method, path, body, now());
  }

  private static byte[] orderBody() {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("outTradeNo", newOrderNo());
    order.put("amount", 100);
    order.put("subject", "Latte");
    order.put("method", "NATIVE");
    order.put("channel", "ALIPAY");
    return JsonMapper.shared().writeValueAsBytes(order);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** So that the gateway reads its clock within the second that was signed. */
  private void awaitStartOfASecond() {
    while (clock.millis() % 1_000 > 200) {
      Thread.onSpinWait();
    }
  }

  private RawAnswer send(RawRequest request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.bytes(host()));
      socket.getOutputStream().flush();
      return RawAnswer.parse(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.gateway().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private String host() {
    return platform.gateway().getAuthority();
  }

  private static byte[] chunk(byte[] body) {
    ByteArrayOutputStream chunked = new ByteArrayOutputStream();
    chunked.writeBytes(ascii(Integer.toHexString(body.length) + "\r\n"));
    chunked.writeBytes(body);
    chunked.writeBytes(ascii("\r\n0\r\n\r\n"));
    return chunked.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String newOrderNo() {
    return "ATK" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }
}
