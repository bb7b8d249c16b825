package com.zhaoli.pay.notify.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyPropertiesTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    NotifyProperties defaults = SettingsFixture.defaults();

    assertThat(defaults.batchMessages()).isEqualTo(100);
    assertThat(defaults.batchWait()).isEqualTo(Duration.ofMillis(20));
    assertThat(defaults.lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(defaults.webhookTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({
    "batch-messages, 0",
    "batch-messages, 1001",
    "batch-wait, 0ms",
    "consumers, 0",
    "batch-patience, 9ms",
    "endpoint-concurrency, 0",
    "merchant-concurrency, 15",
    "merchant-concurrency, 513",
    "webhook-concurrency, 0",
    "webhook-timeout, 31s",
    "poll-interval, 1ms",
    "closed-retention, 3d",
    "long-tail, 50ms",
    "message-long-tail, 50ms",
    "message-long-tail, '12h,12h,1s'",
    "async-queue-capacity, 0"
  })
  void aValueOutOfBoundsIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> SettingsFixture.of(Map.of(name, value)))
        .hasRootCauseInstanceOf(InvalidConfigurationException.class)
        .rootCause()
        .hasMessageContaining("zhaoli.notify." + name);
  }

  @Test
  void aLeaseShorterThanADeliveryIsRefused() {
    assertThatThrownBy(() -> SettingsFixture.of(Map.of("lease", "12s")))
        .rootCause()
        .hasMessageContaining("make the lease longer");
  }

  @Test
  void aDeadLetterIsKeptForAsLongAsTheLogAsksForIt() {
    assertThat(SettingsFixture.defaults().closedRetention()).isEqualTo(Duration.ofDays(90));
    assertThat(SettingsFixture.of(Map.of("log-retention", "120d")).closedRetention())
        .isEqualTo(Duration.ofDays(120));
  }

  @Test
  void theRetryPolicyKeepsToSensibleBounds() {
    RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(3), 5);

    assertThat(policy.isExhausted(4)).isFalse();
    assertThat(policy.isExhausted(5)).isTrue();
    assertThat(policy.isExhausted(6)).isTrue();
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, 5))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(3), 0))
        .isInstanceOf(InvalidConfigurationException.class);
  }
}
