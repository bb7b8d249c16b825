package com.zhaoli.pay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void aPercentileIsTheLatencyOfThatRank() {
    Latencies.Recorder odd = new Latencies.Recorder();
    Latencies.Recorder even = new Latencies.Recorder();
    for (int millis = 5_000; millis >= 1; millis--) {
      (millis % 2 == 0 ? even : odd).add(millis * 1_000_000L);
    }

    Latencies latencies = Latencies.of(List.of(odd, even));

    assertThat(latencies.count()).isEqualTo(5_000);
    assertThat(latencies.millis(0.5)).isEqualTo(2_500);
    assertThat(latencies.millis(0.99)).isEqualTo(4_950);
    assertThat(latencies.millis(1.0)).isEqualTo(5_000);
    assertThat(latencies.millis(0.00001)).isEqualTo(1);
  }

  @Test
  void nothingMeasuredIsNoNumber() {
    assertThat(Latencies.of(List.of()).millis(0.99)).isNaN();
  }

  @Test
  void aQuantileIsAPartOfOne() {
    assertThatThrownBy(() -> Latencies.of(List.of()).millis(99))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
