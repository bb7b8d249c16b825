package com.zhaoli.pay.common.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class InternalTokenTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static InternalToken at(Instant now) {
    return new InternalToken(KEY, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void aTokenIsGoodForOneMinute() {
    String token = at(NOW).issue("zhaoli-pay-gateway");

    assertThat(at(NOW).verify(token)).isTrue();
    assertThat(at(NOW.plusSeconds(60)).verify(token)).isTrue();
    assertThat(at(NOW.plusSeconds(61)).verify(token)).isFalse();
  }

  @Test
  void aTokenFromTheFarFutureIsRefused() {
    assertThat(at(NOW).verify(at(NOW.plusSeconds(3600)).issue("a"))).isFalse();
  }

  @Test
  void everyChangedCharacterIsRefused() {
    String token = at(NOW).issue("zhaoli-pay-gateway");
    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(at(NOW).verify(token.substring(0, i) + changed + token.substring(i + 1)))
          .isFalse();
    }
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    String other =
        Base64.getEncoder()
            .encodeToString(
                "0123456789abcdef0123456789abcdef"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    String token = new InternalToken(other, Clock.fixed(NOW, ZoneOffset.UTC)).issue("a");

    assertThat(at(NOW).verify(token)).isFalse();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"v1", "v1.", "v1.a.b.c", "....", "密"})
  void whatIsNoTokenIsRefused(String token) {
    assertThat(at(NOW).verify(token)).isFalse();
  }

  @Test
  void aShortKeyIsRefused() {
    String shortKey = Base64.getEncoder().encodeToString(new byte[31]);
    assertThatThrownBy(() -> new InternalToken(shortKey, Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
