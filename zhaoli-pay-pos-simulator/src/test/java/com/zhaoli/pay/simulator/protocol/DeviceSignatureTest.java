package com.zhaoli.pay.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceSignatureTest {
  private static final DeviceKey KEY =
      new DeviceKey("dk_1", "pos_test_Jx3vR8mQ2tYw6kZp1LdN5hBc9sGf4aEu7oViXqTy0Mr");

  @Test
  void theVectorsOfTheProtocolAreMet() {
    Map<String, String> sale =
        DeviceSignature.headers(
            "trm_1",
            KEY,
            1_767_225_600L,
            42,
            "POST",
            "/pos/v1/trades",
            null,
            "{\"terminalTradeNo\":\"20260101-0001\",\"method\":\"BARCODE\",\"amount\":1280,\"subject\":\"拿铁咖啡\",\"authCode\":\"134567890123456789\"}"
                .getBytes(StandardCharsets.UTF_8));
    Map<String, String> query =
        DeviceSignature.headers(
            "trm_1",
            KEY,
            1_767_225_603L,
            43,
            "GET",
            "/pos/v1/trades/20260101-0001",
            null,
            new byte[0]);

    assertThat(sale)
        .containsEntry("X-Zhaoli-Nonce", "00000000000000000042")
        .containsEntry(
            "X-Zhaoli-Sign", "f85b2ca298d93814bf55fcac42e57cca834215b2001815f05ce3ff193869cc4c");
    assertThat(query)
        .containsEntry(
            "X-Zhaoli-Sign", "ca6c7f83d57529cec76f4ac8760c5a5c67bbd753ead978085bf41e591c3bb70e");
  }

  @Test
  void aKeyDoesNotShowItsSecret() {
    assertThat(KEY).asString().doesNotContain("pos_test");
  }
}
