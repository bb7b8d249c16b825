package com.zhaoli.pay.payment.account;

import static com.zhaoli.pay.payment.account.TestPayAccountType.TESTPAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.PaymentApplication;
import com.zhaoli.pay.payment.RunningService;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.testing.FreePorts;
import com.zhaoli.pay.testing.Quickest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Accounts kept by operators over HTTP, in a real database. Every secret here says "hush". */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      // Logs more than a running service does: every statement's parameters, every request.
      "logging.level.com.zhaoli.pay.payment=DEBUG",
      "logging.level.org.springframework.web=DEBUG"
    })
class ChannelAccountIT extends RunningService {
  private static final String ACCOUNTS = "/ops/v1/payments/channel-accounts";
  private static final AtomicInteger MERCHANTS = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired private TestPayAccountType testPay;
  @Autowired private ChannelAccountSource source;
  @Autowired private PreviousSettingsEraser eraser;
  @Autowired private InternalToken token;
  @Autowired private Environment environment;
  @LocalServerPort private int port;

  private final String merchant = "mch_account_" + MERCHANTS.incrementAndGet();

  @TestConfiguration(proxyBeanMethods = false)
  static class TestPay {
    @Bean
    TestPayAccountType testPayAccountType() {
      return new TestPayAccountType();
    }
  }

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_account", Map.of());
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  @BeforeEach
  void theChannelAccepts() {
    testPay.answer(account -> new Trial.Works());
  }

  @AfterEach
  void noSecretWasLogged(CapturedOutput output) {
    assertThat(output.getAll()).contains("channel_account").doesNotContain("hush");
  }

  @Test
  void anAccountIsTriedSavedAndUsedAtOnce() {
    Answer created = create(merchant, settings("app-1", "hush-1"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("status")).isEqualTo("ACTIVE");
    assertThat(created.field("merchantNo")).isEqualTo(merchant);
    assertThat(created.json().path("version").asLong()).isEqualTo(1);
    assertThat(setting(created, "app-id").path("value").asString()).isEqualTo("app-1");
    JsonNode key = setting(created, "private-key");
    assertThat(key.path("state").asString()).isEqualTo("set");
    assertThat(key.path("fingerprint").asString()).matches("[0-9a-f]{12}");
    assertThat(key.has("value")).isFalse();
    assertThat(setting(created, "api-key").path("state").asString()).isEqualTo("not set");
    assertThat(op("GET", ACCOUNTS + "/" + no(created), "").json()).isEqualTo(created.json());

    assertThat(testPay.tried())
        .anySatisfy(
            tried -> {
              assertThat(tried.channelAccountNo()).isEqualTo(no(created));
              assertThat(tried.settings()).containsEntry("private-key", "hush-1");
            });
    assertThat(source.accountFor(merchant, TESTPAY)).contains(no(created));
    assertThat(source.find(TESTPAY, no(created)).orElseThrow().settings())
        .isEqualTo(settings("app-1", "hush-1"));
  }

  @Test
  void noColumnOfARowShowsASecretAndTheAuditNamesSettingsOnly() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    op("PUT", ACCOUNTS + "/" + no, change(1, Map.of("private-key", "hush-2"), null));
    for (String table : List.of("channel_account", "channel_account_audit")) {
      List<Map<String, Object>> rows =
          jdbc.queryForList("SELECT * FROM " + table + " WHERE channel_account_no = ?", no);
      assertThat(rows).isNotEmpty();
      assertThat(rows.toString()).doesNotContain("hush");
    }
    assertThat(column(no, "secrets_sealed")).startsWith("k1:");
    assertThat(column(no, "previous_secrets_sealed")).startsWith("k1:");
    assertThat(audit(no))
        .containsExactly("op_1 CREATED 1 app-id,private-key", "op_1 CHANGED 2 private-key");
  }

  @Test
  void secretsThatWereCopiedToAnotherRowDoNotDecrypt() {
    String mine = no(create(merchant, settings("app-1", "hush-1")));
    String other = no(create(merchant + "_other", settings("app-1", "hush-1")));
    assertThat(source.find(TESTPAY, other)).isPresent();
    tamper("secrets_sealed = '" + column(mine, "secrets_sealed") + "'", other);
    awaitNotReady(other);
    Answer shown = op("GET", ACCOUNTS + "/" + other, "");
    assertThat(setting(shown, "private-key").path("state").asString()).isEqualTo("unreadable");
    assertThat(op("POST", ACCOUNTS + "/" + other + "/try", "").field("outcome")).isEqualTo("WRONG");

    // Whoever gives all secrets anew mends it.
    Map<String, String> some = Map.of("app-id", "app-2");
    assertThat(op("PUT", ACCOUNTS + "/" + other, change(1, some, null)).status()).isEqualTo(400);
    Answer mended = op("PUT", ACCOUNTS + "/" + other, change(1, settings("app-1", "hush-3"), 0L));
    assertThat(mended.status()).isEqualTo(200);
    assertThat(source.find(TESTPAY, other).orElseThrow().settings())
        .containsEntry("private-key", "hush-3");
  }

  @Test
  void whoWritesToTheDatabaseOnlyCannotPutAnotherSettingBesideTheSecrets() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    assertThat(source.find(TESTPAY, no)).isPresent();
    tamper("settings = '{\"app-id\":\"thief\"}'", no);
    awaitNotReady(no);
    Answer mended = op("PUT", ACCOUNTS + "/" + no, change(1, settings("app-1", "hush-1"), 0L));
    assertThat(mended.status()).isEqualTo(200);
  }

  @Test
  void aRotationShowsInAnotherInstanceWithinThreeSeconds() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    try (ConfigurableApplicationContext instance = anotherInstance()) {
      ChannelAccountSource other = instance.getBean(ChannelAccountSource.class);
      assertThat(other.find(TESTPAY, no).orElseThrow().settings())
          .containsEntry("private-key", "hush-1");
      assertThat(other.accountFor(merchant, TESTPAY)).contains(no);

      Duration promised = Duration.ofSeconds(3);
      assertThat(Quickest.of(promised, () -> rotates(no, other))).isLessThan(promised);

      op("POST", ACCOUNTS + "/" + no + "/disable", "");
      assertThat(source.accountFor(merchant, TESTPAY)).isEmpty();
      Awaitility.await().until(() -> other.accountFor(merchant, TESTPAY).isEmpty());
      assertThat(other.find(TESTPAY, no)).isPresent();
    }
  }

  private void rotates(String no, ChannelAccountSource other) {
    long version = source.find(TESTPAY, no).orElseThrow().version();
    String key = "hush-" + (version + 1);
    Answer changed =
        op("PUT", ACCOUNTS + "/" + no, change(version, Map.of("private-key", key), null));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(source.find(TESTPAY, no).orElseThrow().version()).isEqualTo(version + 1);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(other.find(TESTPAY, no).orElseThrow().settings())
                    .containsEntry("private-key", key));
    assertThat(other.findPrevious(TESTPAY, no).map(ChannelAccount::version)).contains(version);
  }

  @Test
  void theSettingsBeforeCountUntilTheirOverlapEndsAndAreErasedThen() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    Answer changed = op("PUT", ACCOUNTS + "/" + no, change(1, settings("app-2", "hush-2"), 8L));
    assertThat(changed.json().path("previousVersion").asLong()).isEqualTo(1);
    assertThat(source.findPrevious(TESTPAY, no).orElseThrow().settings())
        .isEqualTo(settings("app-1", "hush-1"));
    Awaitility.await().until(() -> source.findPrevious(TESTPAY, no).isEmpty());
    assertThat(op("GET", ACCOUNTS + "/" + no, "").json().has("previousVersion")).isFalse();
    eraser.erase();
    assertThat(column(no, "previous_secrets_sealed")).isNull();
    assertThat(source.find(TESTPAY, no).orElseThrow().settings())
        .isEqualTo(settings("app-2", "hush-2"));
  }

  @Test
  void withoutAnOverlapTheSettingsBeforeAreGoneAtOnce() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    op("PUT", ACCOUNTS + "/" + no, change(1, Map.of("private-key", "hush-2"), 0L));
    assertThat(source.findPrevious(TESTPAY, no)).isEmpty();
    assertThat(column(no, "previous_secrets_sealed")).isNull();
    Answer tooLong =
        op("PUT", ACCOUNTS + "/" + no, change(2, Map.of("private-key", "hush-3"), 604_801L));
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.json().path("details").has("overlapSeconds")).isTrue();
  }

  @Test
  void ofManyCreatesAtATimeOneMakesTheActiveAccount() {
    List<Answer> answers =
        Together.run(
            IntStream.range(0, 20).boxed().toList(),
            i -> create(merchant, settings("app-" + i, "hush-" + i)));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 409);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .extracting(answer -> answer.field("code"))
        .containsOnly("CHANNEL_ACCOUNT_EXISTS");
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM channel_account WHERE merchant_no = ?",
                Integer.class,
                merchant))
        .isEqualTo(1);
  }

  @Test
  void ofManyChangesOfTheSameVersionOneTakesPlace() {
    String no = no(create(merchant, settings("app-1", "hush")));
    List<Answer> answers =
        Together.run(
            IntStream.range(0, 20).boxed().toList(),
            i ->
                op(
                    "PUT",
                    ACCOUNTS + "/" + no,
                    change(1, Map.of("private-key", "hush-" + i), null)));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 409);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .extracting(answer -> answer.field("code"))
        .containsOnly("CHANNEL_ACCOUNT_CONFLICT");
    assertThat(source.find(TESTPAY, no).orElseThrow().version()).isEqualTo(2);
    assertThat(audit(no)).hasSize(2);
  }

  @Test
  void aChangeThatChangesNothingIsNone() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    int tried = testPay.tried().size();
    Answer same = op("PUT", ACCOUNTS + "/" + no, change(1, settings("app-1", "hush-1"), null));
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json().path("version").asLong()).isEqualTo(1);
    assertThat(testPay.tried()).hasSize(tried);
    assertThat(audit(no)).hasSize(1);
  }

  @Test
  void nullRemovesASetting() {
    Map<String, String> settings = new HashMap<>(settings("app-1", "hush-1"));
    settings.put("api-key", "hush-api");
    String no = no(create(merchant, settings));
    Answer changed =
        op("PUT", ACCOUNTS + "/" + no, change(1, Collections.singletonMap("api-key", null), null));
    assertThat(setting(changed, "api-key").path("state").asString()).isEqualTo("not set");
    assertThat(source.find(TESTPAY, no).orElseThrow().settings()).doesNotContainKey("api-key");
    assertThat(audit(no)).last().isEqualTo("op_1 CHANGED 2 -api-key");
  }

  @Test
  void whatTheChannelDoesNotAcceptIsNotSaved() {
    testPay.answer(account -> new Trial.Wrong("The key is not the app's."));
    Answer wrong = create(merchant, settings("app-1", "hush-1"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.field("code")).isEqualTo("CHANNEL_ACCOUNT_INVALID");
    assertThat(wrong.json().path("details").path("reason").asString())
        .isEqualTo("The key is not the app's.");
    testPay.answer(account -> new Trial.Unclear("time-out"));
    assertUnclear(create(merchant, settings("app-1", "hush-1")));
    testPay.answer(
        account -> {
          throw new IllegalStateException("it says " + account.settings().get("private-key"));
        });
    assertUnclear(create(merchant, settings("app-1", "hush-1")));
    assertThat(source.accountFor(merchant, TESTPAY)).isEmpty();

    testPay.answer(account -> new Trial.Works());
    String no = no(create(merchant, settings("app-1", "hush-1")));
    testPay.answer(account -> new Trial.Wrong("The key is not the app's."));
    Map<String, String> next = Map.of("private-key", "hush-2");
    assertThat(op("PUT", ACCOUNTS + "/" + no, change(1, next, null)).status()).isEqualTo(422);
    testPay.answer(account -> new Trial.Unclear("time-out"));
    assertUnclear(op("PUT", ACCOUNTS + "/" + no, change(1, next, null)));
    assertThat(source.find(TESTPAY, no).orElseThrow().settings())
        .isEqualTo(settings("app-1", "hush-1"));
    assertThat(audit(no)).hasSize(1);
  }

  private static void assertUnclear(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
  }

  @Test
  void storedSettingsAreTriedOnDemand() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    String path = ACCOUNTS + "/" + no + "/try";
    assertThat(op("POST", path, "").text()).isEqualTo("{\"outcome\":\"WORKS\"}");
    testPay.answer(account -> new Trial.Wrong("The app is closed."));
    Answer wrong = op("POST", path, "");
    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.field("outcome")).isEqualTo("WRONG");
    assertThat(wrong.field("reason")).isEqualTo("The app is closed.");
    testPay.answer(account -> new Trial.Unclear("time-out"));
    assertThat(op("POST", path, "").field("outcome")).isEqualTo("UNCLEAR");
    assertThat(audit(no)).hasSize(4).last().isEqualTo("op_1 TRIED 1 null");
  }

  @Test
  void requestsThatCannotBeAreRefusedByFieldWithoutAskingTheChannel() {
    int tried = testPay.tried().size();
    Answer refused =
        create(merchant, Map.of("privat-key", "hush-1", "app-id", "x".repeat(16 * 1024 + 1)));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("details").propertyNames())
        .containsExactlyInAnyOrder(
            "settings.privat-key", "settings.app-id", "settings.private-key");
    for (String body :
        List.of(
            "{\"channel\":\"NOPAY\",\"merchantNo\":\"mch_1\",\"settings\":{}}",
            "{\"channel\":\"TESTPAY\",\"settings\":{\"app-id\":\"a\",\"private-key\":\"hush\"}}",
            "{\"channel\":\"TESTPAY\",\"merchantNo\":\"商户\",\"settings\":{}}",
            "{\"channel\":\"TESTPAY\",\"merchantNo\":\"mch_1\"}",
            "{\"channel\":\"TESTPAY\",\"merchantNo\":\"mch_1\",\"status\":\"GONE\",\"settings\":{}}",
            "{\"channel\":\"TESTPAY\",\"merchantNo\":\"mch_1\",\"settings\":{\"app-id\":1}}",
            "{\"channel\":\"TESTPAY\"")) {
      assertThat(op("POST", ACCOUNTS, body).status()).as(body).isEqualTo(400);
    }
    assertThat(testPay.tried()).hasSize(tried);
  }

  @Test
  void anotherMerchantsAccountIsNotUsed() {
    String mine = no(create(merchant, settings("app-1", "hush-1")));
    String theirs = no(create(merchant + "_other", settings("app-2", "hush-2")));
    assertThat(source.accountFor(merchant, TESTPAY)).contains(mine);
    assertThat(source.accountFor(merchant + "_other", TESTPAY)).contains(theirs);
    assertThat(source.accountFor(merchant + "_third", TESTPAY)).isEmpty();
  }

  @Test
  void thePlatformsDefaultIsUsedByWhoHasNoneAndHasToBeAskedForByName() {
    String own = no(create(merchant, settings("app-1", "hush-1")));
    String platform = no(create("platform", settings("app-p", "hush-p")));
    try {
      assertThat(source.accountFor(merchant, TESTPAY)).contains(own);
      assertThat(source.accountFor(merchant + "_other", TESTPAY)).contains(platform);
      assertThat(create("platform", settings("app-q", "hush-q")).status()).isEqualTo(409);
      assertThat(numbers("?merchantNo=platform&channel=TESTPAY")).contains(platform);
      assertThat(numbers("?merchantNo=platform")).doesNotContain(own);
      assertThat(op("GET", ACCOUNTS + "/" + platform, "").field("merchantNo"))
          .isEqualTo("platform");
    } finally {
      op("POST", ACCOUNTS + "/" + platform + "/disable", "");
    }
    assertThat(source.accountFor(merchant + "_other", TESTPAY)).isEmpty();
  }

  @Test
  void oneAccountTakesTheOthersPlaceInOneMoment() {
    String first = no(create(merchant, settings("app-1", "hush-1")));
    Answer prepared =
        op(
            "POST",
            ACCOUNTS,
            JSON.writeValueAsString(
                Map.of(
                    "channel",
                    "TESTPAY",
                    "merchantNo",
                    merchant,
                    "status",
                    "DISABLED",
                    "settings",
                    settings("app-2", "hush-2"))));
    assertThat(prepared.status()).isEqualTo(201);
    String second = no(prepared);
    assertThat(source.accountFor(merchant, TESTPAY)).contains(first);

    Answer taken = op("POST", ACCOUNTS + "/" + second + "/enable", "");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.json().path("details").path("channelAccountNo").asString()).isEqualTo(first);

    Answer enabled = op("POST", ACCOUNTS + "/" + second + "/enable?replace=true", "");
    assertThat(enabled.field("status")).isEqualTo("ACTIVE");
    assertThat(source.accountFor(merchant, TESTPAY)).contains(second);
    assertThat(source.find(TESTPAY, first)).isPresent();
    assertThat(audit(first)).last().isEqualTo("op_1 DISABLED 1 null");
    assertThat(audit(second)).last().isEqualTo("op_1 ENABLED 1 null");

    // Again is harmless, and no act.
    op("POST", ACCOUNTS + "/" + second + "/enable?replace=true", "");
    op("POST", ACCOUNTS + "/" + first + "/disable", "");
    assertThat(audit(first)).hasSize(2);
    assertThat(audit(second)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/ops/v1/payments/channel-types,AUDITOR,200",
    "GET,/ops/v1/payments/channel-types,'',403",
    "GET,/ops/v1/payments/channel-accounts,AUDITOR,200",
    "GET,/ops/v1/payments/channel-accounts,CASHIER,403",
    "GET,/ops/v1/payments/channel-accounts/acc_1,CASHIER,403",
    "POST,/ops/v1/payments/channel-accounts,AUDITOR,403",
    "PUT,/ops/v1/payments/channel-accounts/acc_1,AUDITOR,403",
    "POST,/ops/v1/payments/channel-accounts/acc_1/enable,AUDITOR,403",
    "POST,/ops/v1/payments/channel-accounts/acc_1/disable,AUDITOR,403",
    "POST,/ops/v1/payments/channel-accounts/acc_1/try,AUDITOR,403",
    "POST,/ops/v1/payments/channel-accounts/acc_1/try,ADMIN,404",
  })
  void administratorsManageAndAuditorsLook(String method, String path, String roles, int status) {
    String body =
        JSON.writeValueAsString(
            Map.of(
                "channel",
                "TESTPAY",
                "merchantNo",
                merchant,
                "expectedVersion",
                1,
                "settings",
                settings("app-1", "hush-1")));
    assertThat(send(method, path, body, "op_2", roles).status()).isEqualTo(status);
    assertThat(send(method, path, body, null, null).status()).isEqualTo(401);
    assertThat(source.accountFor(merchant, TESTPAY)).isEmpty();
  }

  @Test
  void theTypesSayWhatAnAccountConsistsOf() {
    Answer types = op("GET", "/ops/v1/payments/channel-types", "");
    assertThat(types.json().path("items"))
        .extracting(type -> type.path("channel").asString())
        .contains("ALIPAY", "TESTPAY", "WECHAT");
    assertThat(types.text())
        .contains(
            "{\"name\":\"private-key\",\"required\":true,\"secret\":true,\"meaning\":\"The app's key.\"}");
  }

  @Test
  void listsGoOnWhereThePageBeforeEnded() {
    List<String> made =
        Stream.of("_a", "_b", "_c")
            .map(suffix -> no(create(merchant + suffix, settings("app-1", "hush-1"))))
            .toList();
    assertThat(numbers("?merchantNo=" + merchant + "_b")).containsExactly(made.get(1));
    assertThat(numbers("?channel=ALIPAY")).isEmpty();
    String page = ACCOUNTS + "?channel=TESTPAY&after=" + made.get(0) + "&limit=";
    Answer first = op("GET", page + 1, "");
    assertThat(numbersOf(first)).containsExactly(made.get(1));
    assertThat(first.field("next")).isEqualTo(made.get(1));
    Answer last = op("GET", page + 2, "");
    assertThat(numbersOf(last)).containsExactly(made.get(1), made.get(2));
    assertThat(last.json().has("next")).isFalse();
    for (String bad : List.of("?after=x", "?limit=0", "?limit=201", "?channel=x", "?merchantNo=")) {
      assertThat(op("GET", ACCOUNTS + bad, "").status()).as(bad).isEqualTo(400);
    }
    assertThat(op("GET", ACCOUNTS + "/acc_%E4%BD%A0", "").status()).isEqualTo(404);
  }

  @Test
  void everyQueryHasAnIndex() {
    String no = no(create(merchant, settings("app-1", "hush-1")));
    String own = "merchant_no = '" + merchant + "'";
    Map.of(
            "channel = 'TESTPAY' AND active_owner = '" + merchant + "'",
            "uk_channel_account_active",
            "revision > 0 ORDER BY revision LIMIT 9",
            "ix_channel_account_revision",
            "previous_until <= NOW() LIMIT 9",
            "ix_channel_account_previous",
            own + " ORDER BY channel_account_no LIMIT 9",
            "ix_channel_account_merchant",
            "merchant_no IS NULL ORDER BY channel_account_no LIMIT 9",
            "ix_channel_account_merchant",
            "channel = 'TESTPAY' AND channel_account_no > '" + no + "' LIMIT 9",
            "ix_channel_account_channel")
        .forEach(
            (where, index) ->
                assertThat(
                        jdbc.queryForList("EXPLAIN SELECT * FROM channel_account WHERE " + where)
                            .get(0)
                            .get("possible_keys"))
                    .as(where)
                    .asString()
                    .contains(index));
  }

  @Test
  void aStartWithAKeyThatDecryptsNothingSaysSo() {
    create(merchant, settings("app-1", "hush-1"));
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    assertThatThrownBy(
            () ->
                anotherInstance(
                        "--zhaoli.encryption.key=k1:" + Base64.getEncoder().encodeToString(key))
                    .close())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageStartingWith("ZHAOLI_ENCRYPTION_KEY");
  }

  @Test
  void aStartWithoutAKeySaysSo() {
    assertThatThrownBy(() -> anotherInstance("--zhaoli.encryption.key=").close())
        .hasStackTraceContaining("ZHAOLI_ENCRYPTION_KEY (zhaoli.encryption.key) is not");
  }

  /** The same service once more, in this process, with the same database. */
  private ConfigurableApplicationContext anotherInstance(String... others) {
    Stream<String> settings =
        Stream.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "spring.cloud.nacos.discovery.enabled",
                "spring.cloud.nacos.config.enabled",
                "spring.config.import",
                "zhaoli.internal.key",
                "zhaoli.encryption.key")
            .map(name -> "--" + name + "=" + environment.getProperty(name, ""));
    return new SpringApplicationBuilder(PaymentApplication.class, TestPay.class)
        .run(
            Stream.concat(settings, Stream.concat(Stream.of("--server.port=0"), Stream.of(others)))
                .toArray(String[]::new));
  }

  private void tamper(String assignment, String no) {
    jdbc.update(
        "UPDATE channel_account SET "
            + assignment
            + ", revision = (SELECT revision + 1 FROM"
            + " channel_account_revision) WHERE channel_account_no = ?",
        no);
    jdbc.update("UPDATE channel_account_revision SET revision = revision + 1");
  }

  private void awaitNotReady(String no) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatExceptionOfType(ChannelNotReadyException.class)
                    .isThrownBy(() -> source.find(TESTPAY, no)));
  }

  private @Nullable String column(String no, String column) {
    return jdbc.queryForObject(
        "SELECT " + column + " FROM channel_account WHERE channel_account_no = ?",
        String.class,
        no);
  }

  private List<String> audit(String no) {
    return jdbc.query(
        "SELECT operator_no, action, version, setting_names, at, request_id"
            + " FROM channel_account_audit WHERE channel_account_no = ? ORDER BY id",
        (row, i) -> {
          assertThat(row.getTimestamp("at")).isNotNull();
          assertThat(row.getString("request_id")).isNotBlank();
          return "%s %s %d %s"
              .formatted(
                  row.getString("operator_no"),
                  row.getString("action"),
                  row.getLong("version"),
                  row.getString("setting_names"));
        },
        no);
  }

  private static Map<String, String> settings(String appId, String privateKey) {
    return Map.of("app-id", appId, "private-key", privateKey);
  }

  private Answer create(String merchantNo, Map<String, String> settings) {
    return op(
        "POST",
        ACCOUNTS,
        JSON.writeValueAsString(
            Map.of("channel", "TESTPAY", "merchantNo", merchantNo, "settings", settings)));
  }

  private static String change(
      long expectedVersion, Map<String, String> settings, @Nullable Long overlapSeconds) {
    Map<String, Object> body = new HashMap<>();
    body.put("expectedVersion", expectedVersion);
    body.put("settings", settings);
    if (overlapSeconds != null) {
      body.put("overlapSeconds", overlapSeconds);
    }
    return JSON.writeValueAsString(body);
  }

  private static String no(Answer account) {
    String no = account.field("channelAccountNo");
    assertThat(no).as(account.text()).matches("acc_[0-9A-Z]{26}");
    return no;
  }

  private static JsonNode setting(Answer account, String name) {
    return StreamSupport.stream(account.json().path("settings").spliterator(), false)
        .filter(setting -> setting.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> numbers(String query) {
    return numbersOf(op("GET", ACCOUNTS + query, ""));
  }

  private static List<String> numbersOf(Answer page) {
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return StreamSupport.stream(page.json().path("items").spliterator(), false)
        .map(item -> item.path("channelAccountNo").asString())
        .toList();
  }

  /** As an administrator; no answer may show a secret. */
  private Answer op(String method, String path, String body) {
    Answer answer = send(method, path, body, "op_1", "ADMIN");
    assertThat(answer.text()).doesNotContain("hush");
    return answer;
  }

  /** As the gateway forwards it. */
  private Answer send(
      String method, String path, String body, @Nullable String operator, @Nullable String roles) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header(ZhaoliHeaders.INTERNAL, token.issue("gateway"));
    if (operator != null) {
      request.header(ZhaoliHeaders.OPERATOR, operator);
    }
    if (roles != null) {
      request.header(ZhaoliHeaders.OPERATOR_ROLES, roles);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
