package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zhaoli.pay.sdk.error.AuthenticationException;
import com.zhaoli.pay.sdk.error.ConflictException;
import com.zhaoli.pay.sdk.error.InvalidRequestException;
import com.zhaoli.pay.sdk.error.NotFoundException;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.RateLimitedException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZhaoliPayClientTest {

  private static final String PAYMENT =
      """
      {"paymentNo":"pay_1","outTradeNo":"T1","amount":12800,"subject":"拿铁咖啡 ☕","method":"NATIVE",
       "channel":"ALIPAY","status":"PAYING","codeUrl":"https://qr.example/1","payToken":"tok_1",
       "createdAt":"2026-01-01T00:00:00.123Z","expiresAt":"2026-01-01T02:00:00Z",
       "new":{"field":[1,2.5,null,true]}}\
      """;

  private final Gateway gateway = new Gateway();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aPaymentIsCreatedWithASignatureOverTheBytesThatArrive() {
    gateway.answers(201, PAYMENT);

    Payment payment = client().payments().create(coffee());

    assertThat(payment.paymentNo()).isEqualTo("pay_1");
    assertThat(payment.status()).isEqualTo(PaymentStatus.PAYING);
    assertThat(payment.channel()).isEqualTo(PaymentChannel.ALIPAY);
    assertThat(payment.codeUrl()).isEqualTo("https://qr.example/1");
    assertThat(payment.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    assertThat(payment.paidAt()).isNull();
    assertThat(payment.isPaid()).isFalse();
    Gateway.Call call = onlyCall();
    assertThat(call.method() + " " + call.path()).isEqualTo("POST /openapi/v1/payments");
    assertThat(call.body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"outTradeNo\":\"T1\",\"amount\":12800,\"subject\":\"拿铁咖啡 ☕ \\\"大\\\"\","
                + "\"method\":\"NATIVE\",\"channel\":\"ALIPAY\","
                + "\"notifyUrl\":\"https://shop.example/webhooks\"}");
    assertThat(call.header("Content-Type")).isEqualTo("application/json");
    assertThat(call.header("Idempotency-Key")).hasSize(36);
    assertSigned(call, SignType.HMAC_SHA256);
  }

  @Test
  void md5IsThereForWhoNeedsIt() {
    gateway.answers(200, PAYMENT);
    client("MD5").payments().get("pay_1");
    assertSigned(onlyCall(), SignType.MD5);
  }

  @Test
  void numbersAreEncodedIntoPathAndQuery() {
    gateway.answers(200, PAYMENT);
    client().payments().get("A/B C*~");
    client().payments().getByOutTradeNo("T&1=+你");
    client().payments().sync("pay_1");

    assertThat(gateway.calls.get(0).path()).isEqualTo("/openapi/v1/payments/A%2FB%20C%2A~");
    assertThat(gateway.calls.get(1).query()).isEqualTo("outTradeNo=T%261%3D%2B%E4%BD%A0");
    assertThat(gateway.calls.get(2).method()).isEqualTo("POST");
    assertThat(gateway.calls.get(2).path()).isEqualTo("/openapi/v1/payments/pay_1/sync");
    gateway.calls.forEach(call -> assertSigned(call, SignType.HMAC_SHA256));
    assertThatThrownBy(() -> client().payments().get(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMerchantIsRead() {
    gateway.answers(200, "{\"merchantNo\":\"mch_1\",\"name\":\"咖啡店\",\"status\":\"APPROVED\"}");
    assertThat(client().merchant().name()).isEqualTo("咖啡店");
  }

  @Test
  void everyTryHasANewNonceAndTheSameIdempotencyKey() {
    gateway
        .answers(503, error("UPSTREAM_UNAVAILABLE"))
        .answers(Gateway.BREAK_OFF, "")
        .answers(201, PAYMENT);

    assertThat(client().payments().create(coffee()).paymentNo()).isEqualTo("pay_1");

    assertThat(gateway.calls).hasSize(3);
    assertThat(gateway.calls.stream().map(call -> call.header("X-Zhaoli-Nonce")).distinct())
        .hasSize(3);
    assertThat(gateway.calls.stream().map(call -> call.header("Idempotency-Key")).distinct())
        .hasSize(1);
    gateway.calls.forEach(call -> assertSigned(call, SignType.HMAC_SHA256));
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(200), Duration.ofMillis(300));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
  }

  @Test
  void triesAreBoundedAndTheirLastFailureIsTold() {
    gateway.answers(504, error("UPSTREAM_TIMEOUT"));

    OutcomeUnknownException failure =
        catchThrowableOfType(
            OutcomeUnknownException.class, () -> client().payments().create(coffee()));

    assertThat(gateway.calls).hasSize(3);
    assertThat(failure.code()).isEqualTo("UPSTREAM_TIMEOUT");
    assertThat(failure.requestId()).isEqualTo("req_1");
    assertThat(failure.httpStatus()).isEqualTo(504);
    assertThat(failure).hasMessageContaining("UPSTREAM_TIMEOUT").hasMessageContaining("req_1");
  }

  @Test
  void nobodyThereIsAnUnknownOutcomeToo() {
    String nobody = gateway.url();
    gateway.close();
    ZhaoliPayClient client =
        ZhaoliPayClient.create(properties(nobody, "HMAC-SHA256", null), clock(), pauses::add);

    OutcomeUnknownException failure =
        catchThrowableOfType(OutcomeUnknownException.class, () -> client.payments().get("pay_1"));

    assertThat(failure.httpStatus()).isZero();
    assertThat(failure.code()).isNull();
    assertThat(pauses).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, SIGN_HEADER_INVALID",
    "401, SIGN_INVALID",
    "404, PAYMENT_NOT_FOUND",
    "409, OUT_TRADE_NO_CONFLICT",
    "422, CHANNEL_DECLINED",
    "500, INTERNAL_ERROR"
  })
  void aRefusalIsNotRepeatedAndToldByCause(int status, String code) {
    gateway.answers(status, error(code));

    ZhaoliPayException failure =
        catchThrowableOfType(ZhaoliPayException.class, () -> client().payments().create(coffee()));

    assertThat(gateway.calls).hasSize(1);
    assertThat(failure)
        .isInstanceOf(
            switch (status) {
              case 401 -> AuthenticationException.class;
              case 404 -> NotFoundException.class;
              case 409 -> ConflictException.class;
              case 500 -> OutcomeUnknownException.class;
              default -> InvalidRequestException.class;
            });
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageContaining("amount=is too large");
  }

  @Test
  void aShortWaitIsWaitedAndALongOneIsTold() {
    gateway.answers(429, error("RATE_LIMITED"), "Retry-After", "1").answers(200, PAYMENT);
    assertThat(client().payments().get("pay_1").paymentNo()).isEqualTo("pay_1");
    assertThat(pauses)
        .singleElement()
        .satisfies(p -> assertThat(p).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));

    Gateway busy = new Gateway();
    try (busy) {
      busy.answers(429, error("RATE_LIMITED"), "Retry-After", "60");
      ZhaoliPayClient client =
          ZhaoliPayClient.create(properties(busy.url(), "MD5", null), clock(), pauses::add);
      RateLimitedException failure =
          catchThrowableOfType(RateLimitedException.class, () -> client.payments().get("pay_1"));
      assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(1));
      assertThat(busy.calls).hasSize(1);
    }
  }

  @Test
  void aRequestThatTheTransportDoubledIsSentAgainWithANewNonce() {
    gateway.answers(401, error("NONCE_REPLAYED")).answers(200, PAYMENT);
    assertThat(client().payments().get("pay_1").paymentNo()).isEqualTo("pay_1");
    assertThat(gateway.calls).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"paymentNo\":1}"})
  void anAnswerThatCannotBeReadIsAnUnknownOutcome(String body) {
    gateway.answers(200, body);
    assertThatThrownBy(() -> client().payments().get("pay_1"))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void whatAProxyAnswersInHtmlIsToldByItsStatus() {
    gateway.answers(403, "<html>no</html>");
    assertThatThrownBy(() -> client().payments().get("pay_1"))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("HTTP 403");
  }

  @Test
  void aWordThatIsNewToTheStarterIsNoError() {
    gateway.answers(200, PAYMENT.replace("PAYING", "FROZEN").replace("ALIPAY", "UNIONPAY"));
    Payment payment = client().payments().get("pay_1");
    assertThat(payment.status()).isEqualTo(PaymentStatus.UNKNOWN);
    assertThat(payment.channel()).isEqualTo(PaymentChannel.UNKNOWN);
    assertThat(payment.channelWord()).isEqualTo("UNIONPAY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pay.example.com",
        "ftp://pay.example.com",
        "https://pay.example.com/api",
        "https://pay.example.com?x=1",
        "https://user@pay.example.com",
        "https://a b"
      })
  void aGatewayAddressThatIsNoneIsToldInASentence(String url) {
    assertThatThrownBy(() -> ZhaoliPayClient.create(properties(url, "HMAC-SHA256", null), clock()))
        .isInstanceOf(ZhaoliPayConfigurationException.class)
        .hasMessageContaining("zhaoli.pay.gateway-url");
  }

  @Test
  void settingsAreNamedWhenTheyAreWrong() {
    assertThatThrownBy(() -> client("SHA1")).hasMessageContaining("zhaoli.pay.sign-type");
    assertThatThrownBy(
            () ->
                ZhaoliPayClient.create(
                    new ZhaoliPayProperties(
                        true,
                        gateway.url(),
                        "app_1",
                        "key_1",
                        null,
                        "salt",
                        "MD5",
                        null,
                        null,
                        null,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1),
                    clock()))
        .hasMessage("zhaoli.pay.app-secret is not set.");
  }

  @Test
  void propertiesDoNotPrintSecrets() {
    assertThat(properties(gateway.url(), "MD5", "whsec_secret").toString())
        .contains("app_7K3M9Q2T5W8X")
        .doesNotContain("sk_test_1", "pepper", "whsec_secret");
  }

  private ZhaoliPayClient client() {
    return client("HMAC-SHA256");
  }

  private ZhaoliPayClient client(String signType) {
    return ZhaoliPayClient.create(properties(gateway.url(), signType, null), clock(), pauses::add);
  }

  static ZhaoliPayProperties properties(
      String url, String signType, @Nullable String webhookSecret) {
    return new ZhaoliPayProperties(
        true,
        url,
        "app_7K3M9Q2T5W8X",
        "key_2",
        "sk_test_1",
        "pepper",
        signType,
        webhookSecret,
        null,
        "https://shop.example/webhooks",
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        3);
  }

  private static Clock clock() {
    return Clock.fixed(Instant.ofEpochSecond(1767225600), ZoneOffset.UTC);
  }

  private static PaymentCreateRequest coffee() {
    return PaymentCreateRequest.builder()
        .outTradeNo("T1")
        .amount(12800)
        .subject("拿铁咖啡 ☕ \"大\"")
        .method(PaymentMethod.NATIVE)
        .channel(PaymentChannel.ALIPAY)
        .build();
  }

  private static String error(String code) {
    return "{\"code\":\"%s\",\"message\":\"words\",\"requestId\":\"req_1\",\"details\":{\"amount\":\"is too large\"}}"
        .formatted(code);
  }

  private Gateway.Call onlyCall() {
    assertThat(gateway.calls).hasSize(1);
    return gateway.calls.get(0);
  }

  private static void assertSigned(Gateway.Call call, SignType type) {
    assertThat(call.header("X-Zhaoli-App-Id")).isEqualTo("app_7K3M9Q2T5W8X");
    assertThat(call.header("X-Zhaoli-App-Key")).isEqualTo("key_2");
    assertThat(call.header("X-Zhaoli-Sign-Type")).isEqualTo(type.headerValue());
    assertThat(call.header("X-Zhaoli-Timestamp")).isEqualTo("1767225600");
    assertThat(call.header("X-Zhaoli-Nonce")).matches("[A-Za-z0-9_-]{16,64}");
    StringToSign lines =
        StringToSign.of(
            call.method(),
            call.path(),
            call.query(),
            call.header("X-Zhaoli-Timestamp"),
            call.header("X-Zhaoli-Nonce"),
            call.header("Idempotency-Key"),
            call.body());
    assertThat(call.header("X-Zhaoli-Sign"))
        .isEqualTo(RequestSigner.sign(type, lines, new SigningKey("sk_test_1", "pepper")));
  }
}
