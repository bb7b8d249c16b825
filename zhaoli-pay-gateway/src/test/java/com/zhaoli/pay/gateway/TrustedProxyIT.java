package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Behind a proxy that the operator named, its word about the client counts. */
@TestPropertySource(properties = "ZHAOLI_TRUSTED_PROXIES=127\\.0\\.0\\.1")
class TrustedProxyIT extends GatewayItCase {

  @Test
  void theClientIsTheLastAddressThatTheProxySaw() {
    RawHttp.send(
        port,
        "GET /onboarding/ HTTP/1.1",
        List.of("X-Forwarded-For: 203.0.113.9, 198.51.100.7", "X-Forwarded-Proto: https"),
        new byte[0]);
    assertThat(SERVICES.onlyRequest().header("X-Forwarded-For")).containsExactly("198.51.100.7");
    assertThat(SERVICES.onlyRequest().header("X-Forwarded-Proto")).containsExactly("https");
  }

  @Test
  void terminalsMayComeOverHttpsThatTheProxyEnds() {
    RawHttp.Response answer =
        RawHttp.send(
            port,
            "GET /pos/v1/shifts HTTP/1.1",
            List.of(
                "X-Forwarded-Proto: https",
                "Idempotency-Key: key-1",
                "Connection: Idempotency-Key"),
            new byte[0]);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(SERVICES.onlyRequest().header("Idempotency-Key")).containsExactly("key-1");
  }
}
