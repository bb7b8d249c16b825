package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "max-batch-members, 0",
    "max-batch-members, 1001",
    "max-batch-bytes, 1023",
    "max-batch-bytes, 1048577",
    "max-batch-wait, -1ms",
    "max-batch-wait, 1001ms",
    "queue-capacity, 0",
    "queue-capacity, 1000001",
    "max-in-flight, 0",
    "max-in-flight, 1001",
    "confirm-timeout, 0s",
    "confirm-timeout, 61s",
    "sweep-grace, -1s",
    "sweep-grace, 601s",
    "sweep-lease, 0s",
    "sweep-lease, 601s",
    "sweep-limit, 0",
    "sweep-limit, 10001",
    "kept, 59m",
    "kept, 3651d"
  })
  void aValueOutOfBoundsIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> OutboxLimits.with(Map.of(name, value)))
        .hasRootCauseInstanceOf(InvalidConfigurationException.class)
        .rootCause()
        .hasMessageStartingWith("zhaoli.outbox." + name + " is ")
        .hasMessageContaining("it must be");
  }

  @Test
  void theReasonsOfOthersLimitsAreTold() {
    assertThatThrownBy(() -> OutboxLimits.with(Map.of("max-batch-members", "2000")))
        .rootCause()
        .hasMessage(
            "zhaoli.outbox.max-batch-members is 2000: it must be 1 to 1000, since notify-consumer"
                + " reads no batch of more.");
    assertThatThrownBy(() -> OutboxLimits.with(Map.of("max-batch-bytes", "2000000")))
        .rootCause()
        .hasMessageContaining("in dispatch mode async");
  }

  @Test
  void aLeaseShorterThanASweepIsRefused() {
    assertThatThrownBy(
            () -> OutboxLimits.with(Map.of("sweep-lease", "30s", "confirm-timeout", "16s")))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("make the lease twice as long");
    OutboxProperties longer =
        OutboxLimits.with(Map.of("sweep-lease", "32s", "confirm-timeout", "16s"));
    assertThat(longer.sweepLease()).isEqualTo(Duration.ofSeconds(32));
  }
}
