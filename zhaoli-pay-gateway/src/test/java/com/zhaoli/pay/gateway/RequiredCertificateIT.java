package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** A platform whose terminals need certificates. */
@TestPropertySource(properties = "zhaoli.gateway.tls.client-certificates=required")
class RequiredCertificateIT extends CertificateItCase {

  private static final String CERTIFIED = "X-Zhaoli-Terminal-Certificate";

  @BeforeEach
  void forgetRefusals() {
    SERVICES.refusals.clear();
  }

  @Test
  void theServiceIsToldWhoseCertificateItWas() throws IOException {
    assertThat(send(OWN, "GET /pos/v1/shifts/current", List.of()).status()).isEqualTo(200);
    assertThat(SERVICES.onlyRequest().header(CERTIFIED)).containsExactly(TERMINAL);
  }

  @Test
  void nobodyNamesACertificateByAHeader() throws IOException {
    List<String> forged = List.of(CERTIFIED + ": trm_00000000000000000000000000");
    send(OWN, "GET /pos/v1/shifts/current", forged);
    assertThat(SERVICES.onlyRequest().header(CERTIFIED)).containsExactly(TERMINAL);
    SERVICES.received.clear();
    send(null, "GET /pos/v1/time", forged);
    assertThat(SERVICES.onlyRequest().header(CERTIFIED)).isEmpty();
  }

  @Test
  void withoutACertificateATerminalIsRefusedOnRecord() throws IOException {
    RawHttp.Response answer =
        send(null, "GET /pos/v1/shifts/current", List.of("X-Zhaoli-App-Id: " + TERMINAL));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("TERMINAL_CERTIFICATE_REQUIRED");
    assertThat(SERVICES.received).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(String.join("", SERVICES.refusals))
                    .contains("\"claimed\":\"" + TERMINAL + "\"")
                    .contains("\"code\":\"TERMINAL_CERTIFICATE_REQUIRED\"")
                    .contains("GET from 127.0.0.1")
                    .contains(answer.header("X-Zhaoli-Request-Id").get(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /pos/v1/activations",
        "POST /pos/v1/activations/",
        "POST /pos/v1/activations/x",
        "POST /pos/v1/time",
        "POST /pos/v1/trades"
      })
  void nothingButTheTwoCallsOfANewTerminalGoesWithoutOne(String requestLine) throws IOException {
    assertThat(send(null, requestLine, List.of()).code())
        .isEqualTo("TERMINAL_CERTIFICATE_REQUIRED");
    assertThat(send(null, "GET /pos/v1/time", List.of()).status()).isEqualTo(200);
    assertThat(send(null, "POST /pos/v1/activations", List.of("Content-Length: 0")).status())
        .isEqualTo(200);
  }

  @Test
  void othersThanTerminalsNeedNoCertificate() throws IOException {
    assertThat(send(null, "GET /onboarding/", List.of()).status()).isEqualTo(200);
  }

  @Test
  void aCertificateOfNoTerminalIsRefused() throws IOException {
    RawHttp.Response answer = send(OF_NO_TERMINAL, "GET /pos/v1/time", List.of());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("TERMINAL_CERTIFICATE_MISMATCH");
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void withACertificateOfAnotherAuthorityOrAnOldOneThereIsNoConnection() {
    for (Path shown : List.of(OF_A_STRANGER, EXPIRED)) {
      // In TLS 1.3 the client may have sent its request before it hears of the refusal.
      assertThatThrownBy(() -> send(shown, "GET /pos/v1/time", List.of()))
          .as("%s", shown)
          .isInstanceOf(IOException.class);
    }
    assertThat(SERVICES.received).isEmpty();
  }
}
