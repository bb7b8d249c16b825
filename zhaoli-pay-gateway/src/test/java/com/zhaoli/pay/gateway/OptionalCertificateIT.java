package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A platform whose terminals may have certificates. */
@TestPropertySource(properties = "zhaoli.gateway.tls.client-certificates=optional")
class OptionalCertificateIT extends CertificateItCase {

  @Test
  void aTerminalIsLetThroughWithOneAndWithout() throws IOException {
    String certified = "X-Zhaoli-Terminal-Certificate";
    assertThat(send(null, "GET /pos/v1/shifts/current", List.of()).status()).isEqualTo(200);
    assertThat(SERVICES.onlyRequest().header(certified)).isEmpty();
    SERVICES.received.clear();
    assertThat(send(OWN, "GET /pos/v1/shifts/current", List.of()).status()).isEqualTo(200);
    assertThat(SERVICES.onlyRequest().header(certified)).containsExactly(TERMINAL);
  }

  @Test
  void aCertificateThatDoesNotHoldIsNotTakenForNone() {
    assertThatThrownBy(() -> send(OF_A_STRANGER, "GET /pos/v1/time", List.of()))
        .isInstanceOf(IOException.class);
    assertThat(SERVICES.received).isEmpty();
  }
}
