package com.zhaoli.pay.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentServiceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Merchant MERCHANT =
      new Merchant(
          "mch_1", "app_1", "key_1", SignType.HMAC_SHA256, new SigningKey("secret", "salt"));

  @Test
  void aDirectRequestSaysWhoAsksAndShowsThePlatformsCredential() {
    PaymentService service =
        PaymentService.of(Map.of("ZHAOLI_INTERNAL_KEY", KEY, "ZHAOLI_PAYMENT_PORT", "8777"), CLOCK);

    String request =
        new String(
            service.request(
                MERCHANT, "POST", "/openapi/v1/payments", "{}".getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);

    assertThat(service.address().getPort()).isEqualTo(8777);
    assertThat(request)
        .startsWith("POST /openapi/v1/payments HTTP/1.1\r\nHost: 127.0.0.1:8777\r\n")
        .contains("X-Zhaoli-Merchant-No: mch_1\r\n", "X-Zhaoli-App-Id: app_1\r\n")
        .doesNotContain("X-Zhaoli-Sign")
        .endsWith("\r\n\r\n{}");
    String token = request.replaceFirst("(?s).*X-Zhaoli-Internal: ([^\r]+)\r.*", "$1");
    assertThat(new InternalToken(KEY, CLOCK).verify(token)).isTrue();
  }

  @Test
  void withoutTheInternalKeyItSaysHowToRunIt() {
    assertThatThrownBy(() -> PaymentService.of(Map.of(), CLOCK))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("./zhaoli bench gateway");
  }
}
