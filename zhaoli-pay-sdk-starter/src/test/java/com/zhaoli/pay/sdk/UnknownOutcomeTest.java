package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zhaoli.pay.sdk.error.AuthenticationException;
import com.zhaoli.pay.sdk.error.ConflictException;
import com.zhaoli.pay.sdk.error.InvalidRequestException;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.RateLimitedException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a merchant may take for refused. Whoever is told so gives up the order: after a try that may
 * have worked, only an answer that speaks for that try too may say it.
 */
class UnknownOutcomeTest {

  private final Gateway gateway = new Gateway();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "429, RATE_LIMITED",
    "409, REQUEST_IN_PROGRESS",
    "401, SIGN_INVALID",
    "401, TIMESTAMP_OUT_OF_WINDOW",
    "401, NONCE_REPLAYED",
    "403, HTTPS_REQUIRED",
    "404, NOT_FOUND",
    "422, CHANNEL_NOT_CONFIGURED",
    "400, A_CODE_OF_LATER"
  })
  void aRefusalAfterATryWithoutAnswerLeavesTheOutcomeUnknown(int status, String code) {
    gateway.answers(Gateway.BREAK_OFF, "").answers(status, error(code));

    OutcomeUnknownException failure =
        catchThrowableOfType(OutcomeUnknownException.class, this::create);

    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.httpStatus()).isEqualTo(status);
    assertThat(failure.requestId()).isEqualTo("req_1");
    assertThat(failure).hasMessageContaining(code);
  }

  @Test
  void aRefusalAfterAFailureOfThePlatformLeavesTheOutcomeUnknownToo() {
    gateway.answers(504, error("UPSTREAM_TIMEOUT")).answers(401, error("SIGN_INVALID"));
    assertThatThrownBy(this::create)
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("an earlier try may have worked");
  }

  @ParameterizedTest
  @CsvSource({"400, REQUEST_INVALID", "409, OUT_TRADE_NO_CONFLICT", "422, CHANNEL_DECLINED"})
  void aRefusalThatHoldsForEveryTryIsConclusive(int status, String code) {
    gateway.answers(Gateway.BREAK_OFF, "").answers(status, error(code));
    assertThatThrownBy(this::create)
        .isInstanceOfAny(ConflictException.class, InvalidRequestException.class)
        .extracting(failure -> ((ZhaoliPayException) failure).code())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"409, REQUEST_IN_PROGRESS", "401, NONCE_REPLAYED"})
  void anAnswerThatAnotherCopyIsOnItsWayIsNoRefusal(int status, String code) {
    gateway.answers(status, error(code));
    assertThatThrownBy(this::create).isInstanceOf(OutcomeUnknownException.class);
    assertThat(gateway.calls).hasSize(3);
  }

  @Test
  void whatWasRefusedEachTimeIsRefused() {
    gateway.answers(429, error("RATE_LIMITED"));
    assertThatThrownBy(this::create).isInstanceOf(RateLimitedException.class);
    assertThat(gateway.calls).hasSize(3);
  }

  @Test
  void aQueryChangesNothingSoThatItsLastAnswerIsTold() {
    gateway.answers(Gateway.BREAK_OFF, "").answers(401, error("SIGN_INVALID"));
    assertThatThrownBy(() -> client().payments().get("pay_1"))
        .isInstanceOf(AuthenticationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":502}",
        "{\"code\":{},\"message\":[1]}",
        "{\"code\":\"X\",\"message\":\"m\",\"details\":\"text\"}",
        "{\"code\":null,\"message\":true,\"details\":[]}"
      })
  void anErrorBodyOfAnotherFormIsToldByItsStatus(String body) {
    gateway.answers(502, body);
    assertThatThrownBy(this::create).isInstanceOf(OutcomeUnknownException.class);
    try (Gateway proxy = new Gateway()) {
      proxy.answers(403, body);
      assertThatThrownBy(() -> client(proxy).payments().get("pay_1"))
          .isInstanceOf(AuthenticationException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"503, UPSTREAM_UNAVAILABLE", "409, REQUEST_IN_PROGRESS", "429, RATE_LIMITED"})
  void theTimeThatThePlatformAsksForIsWaited(int status, String code) {
    gateway
        .answers(status, error(code), "Retry-After", "2")
        .answers(status, error(code), "Retry-After", "30");

    assertThatThrownBy(this::create).isInstanceOf(ZhaoliPayException.class);

    assertThat(gateway.calls).hasSize(2);
    assertThat(pauses)
        .singleElement()
        .satisfies(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
  }

  private void create() {
    client()
        .payments()
        .create(
            PaymentCreateRequest.builder()
                .outTradeNo("T1")
                .amount(1)
                .subject("coffee")
                .method(PaymentMethod.NATIVE)
                .channel(PaymentChannel.ALIPAY)
                .build());
  }

  private ZhaoliPayClient client() {
    return client(gateway);
  }

  private ZhaoliPayClient client(Gateway platform) {
    return ZhaoliPayClient.create(
        ZhaoliPayClientTest.properties(platform.url(), "HMAC-SHA256", null),
        Clock.systemUTC(),
        pauses::add);
  }

  private static String error(String code) {
    return "{\"code\":\"%s\",\"message\":\"words\",\"requestId\":\"req_1\",\"details\":{}}"
        .formatted(code);
  }
}
