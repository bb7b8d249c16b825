package com.zhaoli.pay.common.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class CorsPropertiesTest {

  private static CorsProperties of(List<String> origins, boolean credentials) {
    return new CorsProperties(origins, credentials, Duration.ofMinutes(1));
  }

  @Test
  void nobodyIsAllowedByDefault() {
    CorsProperties properties = CorsProperties.of(new MockEnvironment());
    assertThat(properties.allowedOrigins()).isEmpty();
    assertThat(properties.allowCredentials()).isFalse();
    assertThat(properties.maxAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(properties.allows("https://shop.example")).isFalse();
  }

  @Test
  void theListComesFromTheEnvironmentToo() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                    "ZHAOLI_CORS_ALLOWED_ORIGINS", "https://a.example,https://b.example:8443",
                    "ZHAOLI_CORS_ALLOW_CREDENTIALS", "true",
                    "ZHAOLI_CORS_MAX_AGE", "1h")));
    assertThat(CorsProperties.of(environment))
        .isEqualTo(
            new CorsProperties(
                List.of("https://a.example", "https://b.example:8443"), true, Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example:8443",
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
        "https://xn--fsq.example"
      })
  void anOriginAsBrowsersSendItIsTaken(String origin) {
    assertThat(of(List.of(origin), true).allows(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "shop.example",
        "//shop.example",
        "https://",
        "https://shop.example/",
        "https://shop.example/path",
        "https://shop.example?a",
        "https://shop.example#a",
        "https://user@shop.example",
        "https://Shop.example",
        "HTTPS://shop.example",
        "https://shop.example:443",
        "http://shop.example:80",
        "https://shop.example:",
        "https://shop.example:0443",
        "https://shop.example:80443",
        "https://*.shop.example",
        "https://找力.example",
        "ftp://shop.example",
        "https://a.example https://b.example",
        "https://a.example\r\nX-Injected: 1"
      })
  void whatNoBrowserSendsIsRefusedAtTheStart(String origin) {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> of(List.of(origin), false))
        .withMessageStartingWith("zhaoli.cors.allowed-origins has '" + origin + "'");
  }

  @Test
  void everyOriginIsRefusedWithCredentials() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> of(List.of("*"), true))
        .withMessageContaining("zhaoli.cors.allowed-origins is *")
        .withMessageContaining("zhaoli.cors.allow-credentials is true");
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> of(List.of("https://a.example", "*"), true));
    assertThat(of(List.of("*"), false).allows("https://anybody.example")).isTrue();
  }

  @Test
  void everyOriginStandsAlone() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> of(List.of("*", "https://a.example"), false))
        .withMessageContaining("others beside it");
  }

  @Test
  void listAndAgeAreBounded() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> of(Collections.nCopies(101, "https://a.example"), false));
    for (Duration age : List.of(Duration.ofSeconds(-1), Duration.ofHours(25))) {
      assertThatExceptionOfType(InvalidConfigurationException.class)
          .isThrownBy(() -> new CorsProperties(List.of(), false, age))
          .withMessageContaining("zhaoli.cors.max-age");
    }
    assertThat(new CorsProperties(List.of(), false, Duration.ZERO).maxAge()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.evil.example",
        "https://evilshop.example",
        "https://a.shop.example",
        "http://shop.example",
        "https://shop.example:8443",
        "null",
        "*",
        ""
      })
  void whatOnlyLooksLikeAnAllowedOriginIsAnother(String origin) {
    assertThat(of(List.of("https://shop.example"), false).allows(origin)).isFalse();
  }

  @Test
  void aWrongChangeLeavesTheFormerList() {
    MockEnvironment environment =
        new MockEnvironment().withProperty("zhaoli.cors.allowed-origins", "https://a.example");
    CorsSettings settings = new CorsSettings(environment);

    environment.setProperty("zhaoli.cors.allowed-origins", "https://b.example");
    settings.readAgain();
    assertThat(settings.current().allowedOrigins()).containsExactly("https://b.example");

    environment.setProperty("zhaoli.cors.allowed-origins", "b.example");
    settings.readAgain();
    assertThat(settings.current().allowedOrigins()).containsExactly("https://b.example");

    environment.setProperty("zhaoli.cors.allowed-origins", "");
    settings.readAgain();
    assertThat(settings.current().allowedOrigins()).isEmpty();
  }
}
