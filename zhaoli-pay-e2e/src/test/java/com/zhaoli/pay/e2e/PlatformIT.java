package com.zhaoli.pay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.PrivatePlatform.Result;
import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.ZhaoliPayProperties;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole platform, started once by the script and used over its public addresses. The order
 * matters only in that the demo makes the merchant that the other tests use, and that the last two
 * look at what all of it left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class PlatformIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int UP_SECONDS = 300;
  private static final int COMMAND_SECONDS = 150;
  private static final int FAULTS_SECONDS = 1_200;
  private static final Pattern JSON_WEB_TOKEN =
      Pattern.compile("eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.");

  private final PrivatePlatform platform = new PrivatePlatform(Path.of("target/platform"));
  private final JsonHttp http = platform.http();
  private final Clock clock = Clock.systemUTC();
  private Result up = new Result(-1, "");

  @BeforeAll
  void start() throws IOException {
    up = platform.startAfresh();
  }

  @AfterAll
  void stop() {
    platform.zhaoli(COMMAND_SECONDS, "down");
  }

  @Test
  @Order(1)
  void upEndsHealthyPrintsItsFiguresAndAgainIsHarmless() {
    assertThat(up.output()).containsPattern("\\d+ s").containsPattern("(?i)MiB|GiB");
    platform.zhaoli(COMMAND_SECONDS, "status").succeeded();
    platform.zhaoli(UP_SECONDS, "up", "--no-build").succeeded();
  }

  @Test
  @Order(2)
  void twoDemosMakeTwoPaymentsOfBothWallets() throws IOException {
    assertThat(demo("ALIPAY").output())
        .contains("paid, webhook verified, template message delivered");
    String first = platform.demoFile().get("paymentNo").asString();
    assertThat(demo("WECHAT").output())
        .contains("paid, webhook verified, template message delivered");

    assertThat(platform.demoFile().get("paymentNo").asString()).isNotEqualTo(first);
    assertThat(Files.getPosixFilePermissions(platform.runDirectory().resolve("demo.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(platform.demoFile().propertyNames())
        .containsExactly(
            "gateway",
            "merchantNo",
            "appId",
            "keyId",
            "appSecret",
            "salt",
            "signType",
            "webhookSecret",
            "openid",
            "operatorToken",
            "paymentNo");
  }

  private Result demo(String channel) {
    return platform.zhaoli(COMMAND_SECONDS, "demo", "--channel", channel).succeeded();
  }

  @Test
  @Order(3)
  void theSameOrderTwiceIsOnePaymentAndWithOtherContentAConflict() {
    String outTradeNo = newOrderNo();

    Answer first = create(outTradeNo, 100, "ALIPAY", null);
    Answer second = create(outTradeNo, 100, "ALIPAY", null);
    Answer other = create(outTradeNo, 101, "ALIPAY", null);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("paymentNo")).isEqualTo(first.text("paymentNo"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("OUT_TRADE_NO_CONFLICT");
  }

  @Test
  @Order(4)
  void aChangedByteOrAReplayIsRefused() {
    byte[] body = orderBody(newOrderNo(), 100, "ALIPAY", null);
    Map<String, String> headers = sign("POST", "/openapi/v1/payments", body);
    byte[] changed = body.clone();
    changed[changed.length - 2] = ' ';

    Answer tampered = post("/openapi/v1/payments", headers, changed);
    Answer genuine = post("/openapi/v1/payments", headers, body);
    Answer replayed = post("/openapi/v1/payments", headers, body);

    assertThat(tampered.status()).isEqualTo(401);
    assertThat(tampered.text("code")).isEqualTo("SIGN_INVALID");
    assertThat(genuine.status()).isEqualTo(201);
    assertThat(replayed.status()).isEqualTo(401);
    assertThat(replayed.text("code")).isEqualTo("NONCE_REPLAYED");
  }

  @ParameterizedTest
  @EnumSource(
      value = Look.class,
      names = {"PHONE_ZH", "DESKTOP_EN"})
  @Order(3)
  void aCustomerFillsACartPaysAndGetsTheMoneyBack(Look look) {
    try (Visit shop = new Visit(look, look.userAgent, platform.shop().toString(), Map.of())) {
      Page page = shop.to("/").page;
      Locator goods = page.locator("#goods button");
      assertThat(goods).hasCount(6);
      shop.shot("shop-1-goods");
      goods.nth(0).click();
      goods.nth(0).click();
      goods.nth(4).click();
      assertThat(page.locator("#cart li")).hasCount(2);
      assertThat(page.locator("#total")).hasText("¥72.00");
      page.reload();
      assertThat(page.locator("#total")).hasText("¥72.00");
      shop.shot("shop-2-cart");
      page.locator("#buy").click();

      assertThat(page.locator("#status")).containsText("等待支付");
      assertThat(page.locator("#qr")).isVisible();
      shop.until("document.getElementById('qr').naturalWidth > 0");
      shop.shot("shop-3-code");
      http.post(
          platform.sandbox().resolve("/sandbox/v1/pay"),
          Map.of("codeUrl", page.locator("#code-url").textContent()));
      assertThat(page.locator("#status")).containsText("已支付");
      assertThat(page.locator("#webhooks li")).containsText("payment.succeeded");
      page.reload();
      shop.sees(page.locator("#refund"));
      shop.shot("shop-4-paid");
      page.locator("#refund").click();
      assertThat(page.locator("#status")).containsText("已退款");
      shop.shot("shop-5-refunded");

      page.locator("#again").click();
      goods.nth(5).click();
      page.locator("input[value=CASHIER]").check();
      page.locator("#buy").click();
      page.waitForURL("**/cashier/*");
      shop.shot("shop-6-cashier");
      page.goBack();
      assertThat(page.locator("#status")).containsText("等待支付");
      assertThat(page.locator("#cashier-link")).isVisible();
      assertThat(shop.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Look.class,
      names = {"PHONE_ZH", "DESKTOP_EN"})
  @Order(3)
  void anOperatorFindsTheMerchantInTheConsoleAndNobodyGoesOnAfterTheLogout(Look look) {
    String merchantNo = platform.demoFile().get("merchantNo").asString();
    try (Visit console = new Visit(look, look.userAgent, platform.gateway().toString(), Map.of())) {
      Page page = console.to("/ops/").page;
      page.locator("#username").fill("admin");
      page.locator("#password").fill(platform.operatorPassword());
      console.button("登录", "Log in").click();
      console.sees(console.heading("商户", "Merchants"));
      Cookie session = console.context.cookies().get(0);
      assertThat(page.evaluate("document.cookie")).as("what scripts see").isEqualTo("");

      page.locator("#status").selectOption("APPROVED");
      page.locator("#search").fill(merchantNo);
      console.button("搜索", "Search").click();
      assertThat(page.locator("tbody tr")).hasCount(1);
      page.locator("tbody a").first().click();
      console.sees(page.getByText(merchantNo).first());
      console.shot("console-merchant");

      assertThat(merchantsWith(session, true).status()).isEqualTo(200);
      assertThat(merchantsWith(session, false).text("code")).isEqualTo("CROSS_SITE_REFUSED");
      console.button("退出登录", "Log out").click();
      console.sees(console.heading("登录运营后台", "Log in to operations"));
      assertThat(merchantsWith(session, true).status()).isEqualTo(401);
      assertThat(console.complaints()).isEmpty();
    }
  }

  private Answer merchantsWith(Cookie session, boolean fromTheConsole) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", session.name + "=" + session.value);
    if (fromTheConsole) {
      headers.put("X-Requested-With", "zhaoli-console");
    }
    return http.get(platform.gateway().resolve("/ops/v1/merchants"), headers);
  }

  /** The other side of {@link FakeContractTest}. */
  @TestFactory
  @Order(4)
  Stream<DynamicTest> thePlatformDoesWhatItsFakeDoes() {
    MerchantCredentials merchant = platform.demoMerchant();
    ZhaoliPayClient client =
        ZhaoliPayClient.create(
            new ZhaoliPayProperties(
                true,
                platform.gateway().toString(),
                merchant.appId(),
                merchant.keyId(),
                merchant.appSecret(),
                merchant.salt(),
                merchant.signType(),
                null,
                null,
                null,
                Duration.ofSeconds(3),
                PATIENCE,
                3),
            clock);
    return new PlatformContract(client, payment -> payCode(String.valueOf(payment.codeUrl())))
        .checks();
  }

  /** The block of the manual that begins with these words, as it is printed there. */
  private static String block(Path document, String begin) throws IOException {
    String text = Files.readString(Path.of("..").resolve(document));
    int start = text.indexOf("```bash\n" + begin);
    assertThat(start).as("a block in %s that begins with %s", document, begin).isNotNegative();
    int first = start + "```bash\n".length();
    return text.substring(first, text.indexOf("```", first));
  }

  @Test
  @Order(4)
  void theCallsOfTheManualWorkAsTheyArePrinted() throws IOException {
    String lines = block(Path.of("docs/open-api.md"), "set -a");

    String printed = platform.shell(COMMAND_SECONDS, lines).succeeded().output();

    JsonNode created = JsonMapper.shared().readTree(printed.lines().findFirst().orElseThrow());
    JsonNode found =
        JsonMapper.shared().readTree(printed.lines().reduce((a, b) -> b).orElseThrow());
    assertThat(created.path("paymentNo").asString()).startsWith("pay_");
    assertThat(created.path("codeUrl").asString()).isNotEmpty();
    assertThat(found.path("paymentNo")).isEqualTo(created.path("paymentNo"));
  }

  @Test
  @Order(4)
  void aShopInvitesItsAccountantWhoGetsItsMessagesUntilHeLeaves() {
    String receivers = "/openapi/v1/receivers";
    String openid = newOpenid();
    byte[] body =
        JsonMapper.shared().writeValueAsBytes(Map.of("role", "FINANCE", "label", "会计 小王"));
    Answer invited = post(receivers, sign("POST", receivers, body), body);
    assertThat(invited.status()).as(invited.text()).isEqualTo(201);
    String ticket = invited.body().path("invitation").path("ticket").asString("");
    String receiver =
        receivers + "/" + invited.body().path("receiver").path("receiverNo").asString("");

    wechat("scan", Map.of("ticket", ticket, "openid", openid));
    awaitMessage(openid, "绑定成功");
    assertThat(signedGet(receiver).body().path("bound").asBoolean()).isTrue();
    assertThat(signedGet(receivers).text()).doesNotContain(openid);
    String late = newOpenid();
    wechat("scan", Map.of("ticket", ticket, "openid", late));
    awaitMessage(late, "二维码已被使用");

    // Who sends payment results learns of a new receiver within five seconds.
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              pay(create(newOrderNo(), 100, "ALIPAY", null));
              assertThat(messagesOf(openid)).contains("支付成功");
            });

    wechat("unfollow", Map.of("openid", openid));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(signedGet(receiver).body().path("bound").asBoolean()).isFalse());
    Answer removed = http.send("DELETE", at(receiver), sign("DELETE", receiver, new byte[0]), "");
    assertThat(removed.status()).isEqualTo(204);
  }

  private Answer signedGet(String path) {
    return http.get(at(path), sign("GET", path, new byte[0]));
  }

  private void wechat(String act, Map<String, String> request) {
    Answer done = http.post(platform.sandbox().resolve("/sandbox/v1/wechat/" + act), request);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
  }

  private static String newOpenid() {
    return "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 27);
  }

  @Test
  @Order(5)
  void insideIsNotReachedFromOutside() {
    MerchantCredentials merchant = platform.demoMerchant();
    Map<String, String> forged = Map.of("X-Zhaoli-Merchant-No", merchant.merchantNo());

    assertThat(http.get(at("/internal/v1/credentials?appId=a&keyId=b")).status()).isEqualTo(404);
    assertThat(http.get(at("/openapi/v1/merchant"), forged).status()).isEqualTo(400);
    assertThat(http.get(at("/ops/v1/merchants"), forged).status()).isEqualTo(401);
    assertThat(http.get(at("/pos/v1/heartbeats"), forged).status()).isEqualTo(403);
    Answer unknown = http.get(at("/no/such/path"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text("code")).isEqualTo("NOT_FOUND");
  }

  @Test
  @Order(6)
  void withRabbitMqDownACallbackSucceedsAndTheMessageComesWhenItIsBack() {
    try (WebhookSink sink = new WebhookSink(0)) {
      platform.zhaoli(COMMAND_SECONDS, "stop", "rabbitmq").succeeded();
      String outTradeNo = newOrderNo();
      Answer created = create(outTradeNo, 250, "WECHAT", sink.url());
      assertThat(created.status()).isEqualTo(201);
      pay(created);

      awaitStatus(created.text("paymentNo"), "SUCCEEDED");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(sandboxOrder(created).path("notifyStatus").asString())
                      .isEqualTo("ACKNOWLEDGED"));
      assertThat(sink.arrivals()).isEmpty();

      platform.zhaoli(COMMAND_SECONDS, "start", "rabbitmq").succeeded();
      await().atMost(Duration.ofMinutes(3)).until(sink::delivered);
      awaitTemplateMessage(outTradeNo);
    }
  }

  @Test
  @Order(7)
  void aRetryIntervalChangedInNacosCountsWithoutARestart() {
    // A busy machine holds up one try or another; the benchmarks measure how exactly it is kept.
    assertThat(retryGapsMillis())
        .allSatisfy(gap -> assertThat(gap).isBetween(2_500L, 15_000L))
        .anySatisfy(gap -> assertThat(gap).isLessThan(4_500L));

    publishInNacos("zhaoli:\n  notify:\n    retry-interval: 500ms\n");
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(retryGapsMillis())
                    .anySatisfy(gap -> assertThat(gap).isLessThan(2_000L)));
    publishInNacos("zhaoli:\n  notify:\n    retry-interval: 3s\n");
  }

  /** Milliseconds between the attempts at a target that refuses two of them. */
  private List<Long> retryGapsMillis() {
    try (WebhookSink sink = new WebhookSink(2)) {
      Answer created = create(newOrderNo(), 300, "ALIPAY", sink.url());
      pay(created);
      await().atMost(PATIENCE).until(sink::delivered);
      List<Long> gaps = new ArrayList<>();
      for (int i = 1; i < sink.arrivals().size(); i++) {
        gaps.add(
            TimeUnit.NANOSECONDS.toMillis(
                sink.arrivals().get(i).nanoTime() - sink.arrivals().get(i - 1).nanoTime()));
      }
      assertThat(gaps).hasSize(2);
      return gaps;
    }
  }

  @Test
  @Order(8)
  void oneOfTwoPaymentServicesMayDieWithoutACallFailing() {
    platform.zhaoli(COMMAND_SECONDS, "start", "payment-service", "--instance", "2").succeeded();
    for (int i = 0; i < 20; i++) {
      assertThat(create(newOrderNo(), 100, "ALIPAY", null).status()).isEqualTo(201);
    }
    platform.killWithoutWarning("payment-service");

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      statuses.add(create(newOrderNo(), 100, "WECHAT", null).status());
    }

    assertThat(statuses).containsOnly(201);
    platform.zhaoli(COMMAND_SECONDS, "start", "payment-service").succeeded();
    platform.zhaoli(COMMAND_SECONDS, "stop", "payment-service", "--instance", "2").succeeded();
  }

  /** Mostly two at a time, for the time it takes; who calls either meets what one kill leaves. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway job-executor",
        "nacos merchant-service",
        "payment-service",
        "wechat-mp-service pos-terminal-service",
        "sandbox notify-consumer"
      })
  @Order(9)
  void afterAKillAndAStartTheDemoWorksWithoutOtherAction(String services) {
    List<String> killed = List.of(services.split(" "));
    killed.forEach(platform::killWithoutWarning);
    killed.forEach(service -> platform.zhaoli(COMMAND_SECONDS, "start", service).succeeded());

    demo("ALIPAY");
  }

  @Test
  @Order(10)
  void aJobRunsOnItsExecutor() {
    assertThat(platform.zhaoli(COMMAND_SECONDS, "job", "paymentStatusSync").succeeded().output())
        .contains("paymentStatusSync");
  }

  /** Two fixed seeds of the fault run, one of which has two instances of payment-service. */
  @ParameterizedTest
  @ValueSource(ints = {7, 11})
  @Order(11)
  void afterFaultsKillsAndOutagesAllBooksAgreeToTheFen(int seed) throws IOException {
    Result run =
        platform.zhaoli(
            FAULTS_SECONDS,
            "bench",
            "faults",
            "--seed",
            Integer.toString(seed),
            "--payments",
            "120");

    assertThat(run.status()).as(run.output()).isZero();
    JsonNode report =
        JsonMapper.shared()
            .readTree(
                Files.readString(platform.runDirectory().resolve("bench").resolve("faults.json")));
    assertThat(report.path("seeds").get(0).path("kills").asInt()).isPositive();
    assertThat(report.path("seeds").get(0).path("payments").asInt()).isGreaterThan(80);
    assertThat(report.path("seeds").get(0).path("violations").asInt(-1)).isZero();
    platform.zhaoli(COMMAND_SECONDS, "status").succeeded();
  }

  /** The small size of the run; {@code ./zhaoli bench pos-chaos} is the full one. */
  @Test
  @Order(11)
  void terminalsOnABadLineTradeToTheFenWhileTheirServiceIsKilled() throws IOException {
    Result run =
        platform.zhaoli(FAULTS_SECONDS, "bench", "pos-chaos", "--seed", "3", "--trades", "60");

    assertThat(run.status()).as(run.output()).isZero();
    JsonNode report =
        JsonMapper.shared()
            .readTree(
                Files.readString(
                    platform.runDirectory().resolve("bench").resolve("pos-chaos.json")))
            .path("run");
    assertThat(report.path("violations")).isEmpty();
    assertThat(report.path("kills").asInt()).isEqualTo(2);
    assertThat(report.path("shiftsAgreed").asInt()).isEqualTo(10);
    assertThat(report.path("states").path("SUCCEEDED").asInt()).isGreaterThan(20);
    assertThat(report.path("channelFen").asLong()).isPositive();
  }

  @Test
  @Order(11)
  void aTerminalOfTheDemoSellsAndRefundsByAScript() throws IOException {
    Path script = Files.createTempFile("till", ".txt");
    Files.writeString(
        script,
        """
        sign-in 1001 123456
        sale 12.80 BARCODE 130000000000000001
        wait - 60
        expect SUCCEEDED
        refund - 5.00 9001 654321
        wait-refund - 60
        !refund - 8.00 1001 123456
        offline
        !sale 1.00 BARCODE 130000000000000002
        online
        sign-off
        """);

    String said =
        platform.zhaoli(COMMAND_SECONDS, "pos", "--script", script.toString()).succeeded().output();

    assertThat(said.lines()).hasSize(11).allMatch(line -> line.contains("\"ok\":true"));
    assertThat(said).contains("SUPERVISOR_REQUIRED", "NETWORK_UNAVAILABLE", "\"agreed\":true");
  }

  /** What was not told is in payment-service's outbox; no broker brings it any more. */
  @Test
  @Order(12)
  void changedToAsyncThePlatformTellsWithoutABrokerWhatItHadNotToldAndTheDemoPasses() {
    try (WebhookSink sink = new WebhookSink(0)) {
      platform.zhaoli(COMMAND_SECONDS, "stop", "rabbitmq").succeeded();
      String outTradeNo = newOrderNo();
      Answer created = create(outTradeNo, 270, "WECHAT", sink.url());
      pay(created);
      awaitStatus(created.text("paymentNo"), "SUCCEEDED");
      platform.zhaoli(COMMAND_SECONDS, "down").succeeded();
      assertThat(sink.arrivals()).isEmpty();

      Result async =
          platform.zhaoli(UP_SECONDS, "up", "--no-build", "--dispatch", "async").succeeded();

      assertThat(async.output()).contains("/ops/v1/payments/outbox/resend");
      assertThat(platform.processes()).isNotEmpty().noneMatch(line -> line.contains("rabbitmq"));
      await().atMost(PATIENCE).until(sink::delivered);
      awaitTemplateMessage(outTradeNo);
      demo("WECHAT");
    }
  }

  @Test
  @Order(13)
  void noLogHoldsASecret() throws IOException {
    Map<String, String> secrets = new LinkedHashMap<>();
    platform
        .variables("secrets.env")
        .forEach((name, value) -> secrets.put("secrets.env " + name, value));
    platform.variables("shop.env").forEach((name, value) -> secrets.put("shop.env " + name, value));
    for (String name : List.of("appSecret", "salt", "webhookSecret", "operatorToken")) {
      secrets.put("demo.json " + name, platform.demoFile().get(name).asString());
    }
    try (Stream<Path> keys = Files.walk(platform.runDirectory().resolve("sandbox"))) {
      for (Path key :
          keys.filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches(".*(private-key|secret|api-v3-key|token|aes-key).*\\.(txt|pem)"))
              .toList()) {
        String text = Files.readString(key).replaceAll("-----[A-Z ]+-----", "").strip();
        secrets.put(key.getFileName().toString(), text.lines().findFirst().orElse(""));
      }
    }
    secrets.values().removeIf(PlatformIT::isNoSecret);
    assertThat(secrets).hasSizeGreaterThan(15);

    assertThat(platform.logs()).isNotEmpty();
    for (Path log : platform.logs()) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      secrets.forEach(
          (name, value) ->
              assertThat(text.contains(value)).as("%s stands in %s", name, log).isFalse());
      assertThat(JSON_WEB_TOKEN.matcher(text).find()).as("a token stands in %s", log).isFalse();
    }
  }

  /** What the same files hold beside secrets: addresses, user names, public ids, key types. */
  private static boolean isNoSecret(String value) {
    return value.length() < 12
        || value.startsWith("http://")
        || value.startsWith("app_")
        || value.startsWith("key_")
        || value.equals("HMAC-SHA256")
        || value.startsWith("/");
  }

  @Test
  @Order(14)
  void downLeavesNoProcessAndNoPort() {
    platform.zhaoli(COMMAND_SECONDS, "down").succeeded();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(platform.processes()).isEmpty());
    assertThat(platform.openPorts()).isEmpty();
    assertThat(platform.zhaoli(COMMAND_SECONDS, "status").status()).isNotZero();
  }

  private Answer create(
      String outTradeNo, long amount, String channel, @Nullable String notifyUrl) {
    byte[] body = orderBody(outTradeNo, amount, channel, notifyUrl);
    return post("/openapi/v1/payments", sign("POST", "/openapi/v1/payments", body), body);
  }

  private static byte[] orderBody(
      String outTradeNo, long amount, String channel, @Nullable String notifyUrl) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("outTradeNo", outTradeNo);
    order.put("amount", amount);
    order.put("subject", "拿铁 Latte");
    order.put("method", "NATIVE");
    order.put("channel", channel);
    if (notifyUrl != null) {
      order.put("notifyUrl", notifyUrl);
    }
    return JsonMapper.shared().writeValueAsBytes(order);
  }

  private void pay(Answer created) {
    payCode(created.text("codeUrl"));
  }

  private void payCode(String codeUrl) {
    Answer paid =
        http.post(platform.sandbox().resolve("/sandbox/v1/pay"), Map.of("codeUrl", codeUrl));
    assertThat(paid.status()).as(paid.text()).isEqualTo(200);
  }

  private void awaitStatus(String paymentNo, String status) {
    String path = "/openapi/v1/payments/" + paymentNo;
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(http.get(at(path), sign("GET", path, new byte[0])).text("status"))
                    .isEqualTo(status));
  }

  private JsonNode sandboxOrder(Answer created) {
    for (JsonNode order :
        http.get(platform.sandbox().resolve("/sandbox/v1/orders?limit=50")).body().path("orders")) {
      if (created.text("codeUrl").equals(order.path("codeUrl").asString(""))) {
        return order;
      }
    }
    throw new AssertionError("the sandbox does not know " + created.text());
  }

  private void awaitTemplateMessage(String outTradeNo) {
    awaitMessage(platform.demoFile().get("openid").asString(), outTradeNo);
  }

  private void awaitMessage(String openid, String words) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(messagesOf(openid)).contains(words));
  }

  private String messagesOf(String openid) {
    return http.get(platform.sandbox().resolve("/sandbox/v1/wechat/messages?openid=" + openid))
        .text();
  }

  private void publishInNacos(String content) {
    Map<String, String> secrets = platform.variables("secrets.env");
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    String login =
        form(
            Map.of(
                "username",
                "nacos",
                "password",
                String.valueOf(secrets.get("ZHAOLI_NACOS_PASSWORD"))));
    Answer session =
        http.send("POST", platform.nacos().resolve("/nacos/v3/auth/user/login"), form, login);
    String token = session.text("accessToken");
    Answer published =
        http.send(
            "POST",
            platform.nacos().resolve("/nacos/v3/admin/cs/config?accessToken=" + token),
            form,
            form(
                Map.of(
                    "dataId", "zhaoli-pay-notify-consumer.yaml",
                    "groupName", "ZHAOLI",
                    "namespaceId", "public",
                    "type", "yaml",
                    "content", content)));
    assertThat(published.status()).as(published.text()).isEqualTo(200);
  }

  private static String form(Map<String, String> fields) {
    return String.join(
        "&",
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .toList());
  }

  private Map<String, String> sign(String method, String path, byte[] body) {
    return platform.demoMerchant().sign(clock, method, path, null, body);
  }

  private Answer post(String path, Map<String, String> headers, byte[] body) {
    return http.post(at(path), headers, body);
  }

  private URI at(String path) {
    return platform.gateway().resolve(path);
  }

  private static String newOrderNo() {
    return "E2E" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }
}
