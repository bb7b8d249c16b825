package com.zhaoli.pay.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.sdk.Gateway;
import com.zhaoli.pay.sdk.error.NotFoundException;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.RateLimitedException;
import com.zhaoli.pay.sdk.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

class ApiCallerTest {

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final Gateway gateway = new Gateway();
  private final AtomicLong nanos = new AtomicLong();

  /** Time passes in pauses only, and {@code slowness} a try. */
  private Duration slowness = Duration.ZERO;

  private final ApiCaller api = caller(gateway.url());

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void noTryBeginsAfterTheDeadlineOfTheWholeCall() {
    gateway.answers(504, "");
    slowness = Duration.ofSeconds(30);
    assertThatThrownBy(() -> api.post("/a", BODY, JsonObject::members))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(gateway.calls).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 502, 503, 504, Gateway.BREAK_OFF})
  void whatWouldBeDoneTwiceIsNotSentAgainAfterATryThatMayHaveWorked(int status) {
    gateway.answers(status, "");
    assertThatThrownBy(() -> api.postOnce("/a", BODY, JsonObject::members))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(gateway.calls).hasSize(1);
    assertThat(gateway.calls.get(0).headers()).doesNotContainKey("Idempotency-Key");
  }

  @Test
  void aCopyMadeByTheTransportMayHaveWorked() {
    gateway.answers(401, "{\"code\":\"NONCE_REPLAYED\"}");
    assertThatThrownBy(() -> api.postOnce("/a", BODY, JsonObject::members))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(gateway.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"429, RATE_LIMITED", "503, REPLAY_STORE_UNAVAILABLE"})
  void whatSurelyDidNothingIsSentAgain(int status, String code) {
    gateway.answers(status, "{\"code\":\"" + code + "\"}").answers(200, "{\"a\":1}");
    assertThat(api.postOnce("/a", BODY, JsonObject::members)).containsEntry("a", 1L);
    assertThat(gateway.calls).hasSize(2);
  }

  @Test
  void whatNeverLeftIsTriedAgainAndIsUnknownInTheEnd() {
    gateway.close();
    assertThatThrownBy(() -> api.postOnce("/a", BODY, JsonObject::members))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(nanos.get()).isPositive();
  }

  @Test
  void aRefusalOfWhatWasSentOnceIsARefusal() {
    gateway.answers(429, "{\"code\":\"RATE_LIMITED\"}", "Retry-After", "60");
    assertThatThrownBy(() -> api.postOnce("/a", BODY, JsonObject::members))
        .isInstanceOf(RateLimitedException.class);
  }

  @Test
  void aChangeIsSentAgain() {
    gateway.answers(502, "").answers(200, "{\"a\":1}");
    assertThat(api.patch("/a", BODY, JsonObject::members)).containsEntry("a", 1L);
    assertThat(gateway.calls.get(1).method()).isEqualTo("PATCH");
    assertThat(gateway.calls.get(1).body()).isEqualTo(BODY);
  }

  @Test
  void whatIsGoneByAnEarlierTryIsDeleted() {
    gateway.answers(204, "");
    api.delete("/a");
    assertThat(gateway.calls.get(0).method()).isEqualTo("DELETE");

    try (Gateway lossy = new Gateway()) {
      lossy
          .answers(Gateway.BREAK_OFF, "")
          .answers(404, "{\"code\":\"WEBHOOK_ENDPOINT_NOT_FOUND\"}");
      caller(lossy.url()).delete("/a");
      assertThat(lossy.calls).hasSize(2);
    }
  }

  @Test
  void whatWasNeverThereIsNotFound() {
    gateway.answers(404, "{\"code\":\"WEBHOOK_ENDPOINT_NOT_FOUND\"}");
    assertThatThrownBy(() -> api.delete("/a")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aFileIsReadAsItIs() {
    gateway.answers(200, "%PDF-1.4", "Content-Type", "application/pdf");
    assertThat(api.getBytes("/a")).asString(StandardCharsets.UTF_8).isEqualTo("%PDF-1.4");
  }

  @Test
  void aStreamIsCopiedAndARefusalOfItIsTold() {
    gateway.answers(503, "").answers(200, "a,b\r\n", "Content-Type", "text/csv");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    api.getInto("/a", out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a,b\r\n");

    try (Gateway none = new Gateway()) {
      none.answers(404, "{\"code\":\"NOT_FOUND\"}");
      assertThatThrownBy(() -> caller(none.url()).getInto("/a", out))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void aStreamThatBreaksOffIsNotBegunAgain() {
    gateway.answers(200, "0123456789", Gateway.CUT, "5");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> api.getInto("/a", out))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("broke off");
    assertThat(gateway.calls).hasSize(1);
  }

  @Test
  void aStreamThatDoesNotTakeItIsNotThePlatformsFault() {
    gateway.answers(200, "0123456789");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    assertThatThrownBy(() -> api.getInto("/a", full))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("no space left");
    assertThat(gateway.calls).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "\n", "钥"})
  void aKeyThatIsNoneIsRefusedHere(String key) {
    assertThatThrownBy(() -> api.post("/a", key, BODY, JsonObject::members))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void aNumberThatWouldNameAnotherResourceIsRefusedHere(String number) {
    assertThatThrownBy(() -> ApiCaller.segment("paymentNo", number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("paymentNo");
  }

  private ApiCaller caller(String url) {
    JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory();
    factory.setReadTimeout(Duration.ofSeconds(10));
    return new ApiCaller(
        RestClient.builder()
            .requestFactory(factory)
            .requestInterceptor(
                (request, body, execution) -> {
                  nanos.addAndGet(slowness.toNanos());
                  return execution.execute(request, body);
                })
            .build(),
        URI.create(url),
        3,
        time -> nanos.addAndGet(time.toNanos()),
        nanos::get);
  }
}
