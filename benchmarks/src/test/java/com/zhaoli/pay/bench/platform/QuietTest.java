package com.zhaoli.pay.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietTest {
  private static final Quiet SERVERS =
      new Quiet(Duration.ofMillis(500), 0.12, Set.of("mariadb", "rabbitmq")::contains);

  @Test
  void onlyTheProcessesThatAreAskedForCount() {
    assertThat(SERVERS.used(Map.of("mariadb", 20_000L, "rabbitmq", 10_000L, "gateway", 900_000L)))
        .isEqualTo(30_000);
  }

  @Test
  void aServerWhoseChildHasEndedHidesNoBusyOne() {
    assertThat(SERVERS.used(Map.of("mariadb", -400_000L, "rabbitmq", 300_000L))).isEqualTo(300_000);
  }
}
