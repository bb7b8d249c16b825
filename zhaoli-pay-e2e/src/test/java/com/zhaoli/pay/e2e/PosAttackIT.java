package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an attacker tries against a whole platform who has seen a terminal's requests, who has a
 * terminal himself, or who stands at one. Every answer is looked at for a 5xx.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(AttackedPlatform.Resolver.class)
class PosAttackIT {

  private static final String TERMINALS = "/openapi/v1/terminals";
  private static final String HEARTBEATS = "/pos/v1/heartbeats";
  private static final String SHIFTS = "/pos/v1/shifts";

  /**
   * Fewer than the gateway's connections to one instance. Of more, those that wait for a connection
   * longer than half a second are told that the service is not available, which is no verdict.
   */
  private static final int COPIES = 80;

  private static final int COMMAND_SECONDS = 150;
  private static final int PATIENCE_MILLIS = 40_000;
  private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

  private final Clock clock = Clock.systemUTC();
  private final PrivatePlatform platform;
  private final MerchantCredentials merchant;
  private final MerchantCredentials other;
  private final String operatorToken;
  private final SSLSocketFactory uncertified;

  PosAttackIT(AttackedPlatform attacked) throws IOException {
    platform = attacked.platform();
    merchant = attacked.merchant();
    other = attacked.other();
    operatorToken =
        platform
            .http()
            .post(
                platform.gateway().resolve("/ops/v1/sessions"),
                Map.of("username", "admin", "password", platform.operatorPassword()))
            .text("token");
    uncertified = sockets(null, "");
  }

  @Test
  void noChangedByteOfWhatIsSignedPasses() {
    Terminal terminal = activated(merchant);
    RawRequest genuine = terminal.signed("POST", HEARTBEATS, "{\"battery\":87}");

    for (RawRequest changed : genuine.withEachByteChanged()) {
      assertThat(send(changed).status()).as(changed.toString()).isBetween(400, 499);
    }

    assertThat(send(genuine).status())
        .as("none of them was let in, or has used the counter up")
        .isEqualTo(200);
  }

  @Test
  void ofManyCopiesAtOnceExactlyOnePasses() throws Exception {
    RawRequest request = activated(merchant).signed("POST", HEARTBEATS, "{}");
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
      List<RawAnswer> answers = new ArrayList<>();
      for (Future<RawAnswer> answer : sent) {
        answers.add(answer.get());
      }
      assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
      assertThat(answers)
          .filteredOn(answer -> answer.status() != 200)
          .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("NONCE_REPLAYED"));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aCounterIsTakenOnceAndOnlyWithinTheWindow() {
    Terminal terminal = activated(merchant);
    assertThat(send(terminal.counted(1_000)).status()).isEqualTo(200);
    assertThat(send(terminal.counted(1_000)).body())
        .contains("NONCE_REPLAYED")
        .contains("\"highest\":\"1000\"");
    assertThat(send(terminal.counted(937)).status()).isEqualTo(200);
    assertThat(send(terminal.counted(936)).code()).isEqualTo("NONCE_REPLAYED");
    assertThat(send(terminal.counted(0)).code()).isEqualTo("NONCE_REPLAYED");
    assertRecorded(terminal, "NONCE_REPLAYED");
  }

  @Test
  void aCounterHasTwentyDigitsAndFits() {
    Terminal terminal = activated(merchant);
    for (String nonce :
        List.of(
            "0".repeat(18) + "1",
            "0".repeat(20) + "1",
            "09999999999999999999",
            "10000000000000000000",
            "-0000000000000000001",
            "0000000000000000000a")) {
      RawRequest request = terminal.raw("POST", HEARTBEATS, "{}").nonce(nonce).sign();
      assertThat(send(request).code()).as(nonce).isEqualTo("SIGN_HEADER_INVALID");
    }
    assertThat(send(terminal.counted(Long.MAX_VALUE)).status()).isEqualTo(200);
    assertThat(send(terminal.counted(Long.MAX_VALUE)).code()).isEqualTo("NONCE_REPLAYED");
  }

  @Test
  void whichTerminalsAndKeysThereAreIsNotTold() {
    Terminal terminal = activated(merchant);
    Terminal second = activated(merchant);
    List<RawRequest> wrong =
        List.of(
            new Terminal(terminal.no, "dk_1", second.secret).counted(1),
            new Terminal(terminal.no, "dk_9", terminal.secret).counted(1),
            new Terminal("trm_00000000000000000000000000", "dk_1", terminal.secret).counted(1),
            new Terminal(merchant.merchantNo(), "dk_1", terminal.secret).counted(1));

    assertThat(wrong.stream().map(this::send))
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401))
        .extracting(answer -> answer.body().replaceAll("req_[0-9A-Z]+", "req"))
        .containsOnly(
            send(new Terminal("trm_none", "dk_1", "x").counted(1))
                .body()
                .replaceAll("req_[0-9A-Z]+", "req"));
    assertRecorded(terminal, "SIGN_INVALID");
    assertThat(send(terminal.counted(1)).status()).isEqualTo(200);
  }

  @Test
  void nobodyReachesAnothersTerminalTradeOrShift() {
    Terminal terminal = activated(merchant);
    String shiftNo = signedIn(terminal, merchant, "1001");
    String trade =
        "{\"terminalTradeNo\":\"ATK-1\",\"method\":\"QR\",\"amount\":100,\"subject\":\"Latte\"}";
    RawAnswer sold = send(terminal.signed("POST", "/pos/v1/trades", trade));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
    Terminal others = activated(other);
    signedIn(others, other, "1001");

    for (String path :
        List.of("", "/activation-codes", "/lost", "/revoke", "/rotate-key", "/messages")) {
      Answer answer =
          asMerchant(
              other,
              path.isEmpty() ? "GET" : "POST",
              TERMINALS + "/" + terminal.no + path,
              reasonable(path));
      assertThat(answer.status()).as(path + answer.text()).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("TERMINAL_NOT_FOUND");
    }
    assertThat(asMerchant(other, "GET", TERMINALS + "/" + terminal.no + "/health", "").status())
        .isEqualTo(404);
    List<RawAnswer> foreign =
        List.of(
            send(others.signed("GET", "/pos/v1/trades/ATK-1", "")),
            send(others.signed("GET", SHIFTS + "/" + shiftNo + "/trades", "")),
            send(others.signed("POST", SHIFTS + "/" + shiftNo + "/sign-off", "{\"totals\":[]}")));
    assertThat(foreign)
        .allSatisfy(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(404));
    assertThat(foreign)
        .extracting(RawAnswer::code)
        .containsExactly("TRADE_NOT_FOUND", "SHIFT_NOT_FOUND", "SHIFT_NOT_FOUND");
    assertThat(send(terminal.signed("GET", "/pos/v1/trades/ATK-1", "")).status()).isEqualTo(200);
    assertThat(send(terminal.signed("GET", SHIFTS + "/current", "")).body()).contains(shiftNo);
  }

  @Test
  void overPlainHttpNothingIsDoneAndItIsOnRecord() {
    Terminal terminal = activated(merchant);
    RawRequest request = terminal.signed("POST", HEARTBEATS, "{}");
    request.lines.add("X-Forwarded-Proto: https");

    RawAnswer answer = sendPlain(request);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("HTTPS_REQUIRED");
    assertRecorded(terminal, "HTTPS_REQUIRED");
    assertThat(send(request).status()).as("its counter was not taken").isEqualTo(200);
  }

  @Test
  void guessingPinsTellsNothingAndEndsAfterFive() {
    Terminal terminal = activated(merchant);
    signedIn(terminal, merchant, "2001");
    List<List<String>> said = List.of(new ArrayList<>(), new ArrayList<>());
    long[] shortest = {Long.MAX_VALUE, Long.MAX_VALUE};
    for (int i = 0; i < 6; i++) {
      for (int cashier = 0; cashier < 2; cashier++) {
        String guess =
            "{\"cashierNo\":\"%s\",\"pin\":\"00000%d\"}"
                .formatted(cashier == 0 ? "2001" : "2999", i);
        RawRequest request = terminal.signed("POST", SHIFTS, guess);
        long begun = System.nanoTime();
        String code = send(request).code();
        if (code.equals("CASHIER_PIN_WRONG")) {
          // What a busy machine adds, it does not add to all five.
          shortest[cashier] = Math.min(shortest[cashier], System.nanoTime() - begun);
        }
        said.get(cashier).add(code);
      }
    }

    assertThat(said.get(0))
        .containsExactly(
            "CASHIER_PIN_WRONG",
            "CASHIER_PIN_WRONG",
            "CASHIER_PIN_WRONG",
            "CASHIER_PIN_WRONG",
            "CASHIER_PIN_WRONG",
            "CASHIER_LOCKED");
    assertThat(said.get(1)).as("a number of nobody").isEqualTo(said.get(0));
    assertThat((double) shortest[0] / shortest[1])
        .as("a slow hash is made for both: %s ns", Arrays.toString(shortest))
        .isBetween(0.5, 2.0);
    assertThat(
            send(terminal.signed("POST", SHIFTS, "{\"cashierNo\":\"2001\",\"pin\":\"246810\"}"))
                .code())
        .as("the right one, too")
        .isEqualTo("CASHIER_LOCKED");
    assertRecorded(terminal, "CASHIER_PIN_WRONG");
  }

  @Test
  void guessingActivationCodesEndsAfterFiveForTheRightOneToo() {
    String serial = "SN-" + UUID.randomUUID();
    String terminalNo = registered(merchant, serial);
    String code = codeFor(merchant, terminalNo);
    String wrong = code.equals("0000000000") ? "1111111111" : "0000000000";
    List<RawAnswer> refused = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      refused.add(send(activation(serial, wrong)));
    }
    refused.add(send(activation(serial, code)));
    refused.add(send(activation("SN-" + UUID.randomUUID(), code)));

    assertThat(refused)
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401))
        .extracting(answer -> answer.body().replaceAll("req_[0-9A-Z]+", "req"))
        .containsOnly(refused.get(0).body().replaceAll("req_[0-9A-Z]+", "req"));
    assertRecorded(new Terminal(terminalNo, "dk_1", "none"), "ACTIVATION_INVALID");
  }

  @Test
  void headersMakeNobodyAnybody() {
    Terminal terminal = activated(merchant);
    Terminal victim = activated(merchant);
    RawRequest forged = terminal.signed("POST", HEARTBEATS, "{}");
    forged.lines.add("X-Zhaoli-Terminal-Certificate: " + victim.no);
    forged.lines.add("X-Zhaoli-Merchant-No: " + other.merchantNo());
    forged.lines.add("X-Zhaoli-Internal: v1.zhaoli-pay-gateway.1.2");
    forged.lines.add("X-Forwarded-Proto: http");
    forged.lines.add("Connection: X-Zhaoli-Sign, X-Zhaoli-Nonce, X-Zhaoli-App-Id");
    assertThat(send(forged).status()).as("none of them counts").isEqualTo(200);

    for (String name : SigningHeaders.REQUIRED) {
      RawRequest without = terminal.signed("POST", HEARTBEATS, "{}");
      without.headers.remove(name);
      assertThat(send(without).code()).as(name).isEqualTo("SIGN_HEADER_INVALID");
      RawRequest doubled = terminal.signed("POST", HEARTBEATS, "{}");
      doubled.lines.add(name + ": " + doubled.headers.get(name));
      assertThat(send(doubled).code()).as(name).isEqualTo("SIGN_HEADER_INVALID");
    }
    for (String path :
        List.of(
            "/pos/v1/activations;x=1",
            "/pos/v1/%61ctivations",
            "/pos/v1//trades",
            "/pos/v1/../v1/shifts/current",
            "/internal/v1/terminal-refusals")) {
      assertThat(send(terminal.signed("POST", path, "{}")).status()).as(path).isBetween(400, 499);
    }
  }

  @Test
  void aBodyIsNeitherLargeNorSlow() throws IOException {
    Terminal terminal = activated(merchant);
    for (int bytes : new int[] {64 * 1024 + 1, TEN_MEBIBYTES}) {
      RawRequest large = terminal.raw("POST", HEARTBEATS, "").body(new byte[bytes]);
      assertThat(send(large.nonce(twentyDigits(1)).sign()).code())
          .as("%d bytes", bytes)
          .isEqualTo("BODY_TOO_LARGE");
    }
    RawRequest slow = terminal.signed("POST", HEARTBEATS, "{\"battery\":87}");
    byte[] bytes = slow.bytes(host());
    try (Socket socket = connect(null)) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes, 0, bytes.length - 5);
      out.flush();
      RawAnswer answer = RawAnswer.parse(socket.getInputStream().readAllBytes());
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.code()).isEqualTo("REQUEST_TIMEOUT");
    }
    assertThat(send(terminal.counted(1)).status()).isEqualTo(200);
  }

  @Test
  void aCertificateBindsTheConnectionToItsTerminal() throws IOException {
    Terminal terminal = activated(merchant);
    Terminal another = activated(merchant);
    SSLSocketFactory certified = withCertificate(terminal);

    assertThat(send(certified, terminal.signed("POST", HEARTBEATS, "{}")).status()).isEqualTo(200);
    RawAnswer refused = send(certified, another.signed("POST", HEARTBEATS, "{}"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("TERMINAL_CERTIFICATE_MISMATCH");
    assertRecorded(another, "TERMINAL_CERTIFICATE_MISMATCH");

    String lost = TERMINALS + "/" + terminal.no + "/lost";
    assertThat(asMerchant(merchant, "POST", lost, "{\"reason\":\"left in a taxi\"}").status())
        .isEqualTo(200);
    assertThat(send(certified, terminal.signed("POST", HEARTBEATS, "{}")).code())
        .as("whoever found it has its certificate")
        .isEqualTo("SIGN_INVALID");
  }

  /** The audit log tells of a refusal of this terminal, soon. */
  private void assertRecorded(Terminal terminal, String code) {
    URI log =
        platform
            .gateway()
            .resolve("/ops/v1/terminals/audit-log?terminalNo=" + terminal.no + "&limit=50");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        platform
                            .http()
                            .get(log, Map.of("Authorization", "Bearer " + operatorToken))
                            .text())
                    .contains("\"REQUEST_REFUSED\"")
                    .contains("\"" + code + " "));
  }

  private Terminal activated(MerchantCredentials owner) {
    String serial = "SN-" + UUID.randomUUID();
    String terminalNo = registered(owner, serial);
    RawAnswer answer = send(activation(serial, codeFor(owner, terminalNo)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode key = JsonMapper.shared().readTree(answer.body());
    return new Terminal(
        terminalNo, key.get("keyId").asString(), key.get("deviceSecret").asString());
  }

  private String registered(MerchantCredentials owner, String serial) {
    return asMerchant(
            owner,
            "POST",
            TERMINALS,
            "{\"storeId\":\"store_1\",\"serialNumber\":\"" + serial + "\"}")
        .text("terminalNo");
  }

  private String codeFor(MerchantCredentials owner, String terminalNo) {
    return asMerchant(owner, "POST", TERMINALS + "/" + terminalNo + "/activation-codes", "{}")
        .text("activationCode");
  }

  private RawRequest activation(String serial, String code) {
    RawRequest request =
        new Terminal("none", "dk_1", "none")
            .raw(
                "POST",
                "/pos/v1/activations",
                "{\"serialNumber\":\"%s\",\"activationCode\":\"%s\",\"activationId\":\"%s\"}"
                    .formatted(serial, code, UUID.randomUUID()));
    request.headers.clear();
    return request;
  }

  /** The number of a shift that was opened at the terminal. */
  private String signedIn(Terminal terminal, MerchantCredentials owner, String cashierNo) {
    String cashier =
        "{\"storeId\":\"store_1\",\"cashierNo\":\"%s\",\"name\":\"Li\","
            + "\"role\":\"CASHIER\",\"pin\":\"246810\"}";
    assertThat(
            asMerchant(owner, "POST", "/openapi/v1/cashiers", cashier.formatted(cashierNo))
                .status())
        .isIn(201, 409);
    RawAnswer answer =
        send(
            terminal.signed(
                "POST", SHIFTS, "{\"cashierNo\":\"" + cashierNo + "\",\"pin\":\"246810\"}"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(answer.body()).get("shiftNo").asString();
  }

  private static String reasonable(String path) {
    return switch (path) {
      case "" -> "";
      case "/messages" -> "{\"title\":\"a\",\"text\":\"b\"}";
      default -> "{\"reason\":\"because\"}";
    };
  }

  private Answer asMerchant(MerchantCredentials by, String method, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = by.sign(clock, method, path, null, body);
    URI uri = platform.gateway().resolve(path);
    return method.equals("GET")
        ? platform.http().get(uri, headers)
        : platform.http().post(uri, headers, body);
  }

  /** Has the script issue the terminal's certificate, and connects with it. */
  private SSLSocketFactory withCertificate(Terminal terminal) throws IOException {
    String said = platform.zhaoli(COMMAND_SECONDS, "pos-cert", terminal.no).succeeded().output();
    Matcher password = Pattern.compile("password (\\S+)").matcher(said);
    assertThat(password.find()).as(said).isTrue();
    Path file = platform.runDirectory().resolve("tls/terminals/" + terminal.no + ".p12");
    return sockets(keyStore(file, password.group(1)), password.group(1));
  }

  private RawAnswer send(RawRequest request) {
    return send(null, request);
  }

  private RawAnswer send(@Nullable SSLSocketFactory sockets, RawRequest request) {
    try (Socket socket = connect(sockets)) {
      return talk(socket, request);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    }
  }

  private RawAnswer sendPlain(RawRequest request) {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), platform.gateway().getPort())) {
      return talk(socket, request);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    }
  }

  private RawAnswer talk(Socket socket, RawRequest request) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(request.bytes(host()));
    socket.getOutputStream().flush();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(answer);
    return RawAnswer.parse(answer.toByteArray());
  }

  private Socket connect(@Nullable SSLSocketFactory certified) throws IOException {
    SSLSocketFactory sockets = certified == null ? uncertified : certified;
    Socket socket =
        sockets.createSocket(InetAddress.getLoopbackAddress(), platform.secureGateway().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sockets that trust the platform's certificate and show this one, if any. */
  private SSLSocketFactory sockets(@Nullable KeyStore shown, String password) throws IOException {
    try {
      KeyStore gateway =
          keyStore(
              platform.runDirectory().resolve("tls/gateway.p12"),
              String.valueOf(platform.variables("secrets.env").get("ZHAOLI_TLS_PASSWORD")));
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("gateway", gateway.getCertificate("gateway"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(shown, password.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static KeyStore keyStore(Path file, String password) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private String host() {
    return platform.secureGateway().getAuthority();
  }

  private static String twentyDigits(long counter) {
    return "%020d".formatted(counter);
  }

  /** A terminal with its key and counter. */
  private final class Terminal {
    private final String no;
    private final String keyId;
    private final String secret;
    private final AtomicLong counter = new AtomicLong();

    Terminal(String no, String keyId, String secret) {
      this.no = no;
      this.keyId = keyId;
      this.secret = secret;
    }

    RawRequest signed(String method, String path, String json) {
      return raw(method, path, json).nonce(twentyDigits(counter.incrementAndGet())).sign();
    }

    RawRequest counted(long count) {
      return raw("POST", HEARTBEATS, "{}").nonce(twentyDigits(count)).sign();
    }

    RawRequest raw(String method, String path, String json) {
      return new RawRequest(
          no,
          keyId,
          new SigningKey(secret, ""),
          method,
          path,
          json.getBytes(StandardCharsets.UTF_8),
          clock.instant().getEpochSecond());
    }

    @Override
    public String toString() {
      return no;
    }
  }
}
