package com.zhaoli.pay.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;

class LiveHeapTest {

  @Test
  void theLastLineOfAHistogramTellsTheBytes() {
    assertThat(LiveHeap.mebibytesOf("Total        812345       52428800")).isEqualTo(50.0);
  }

  @Test
  void anythingElseIsNoFigure() {
    assertThatThrownBy(() -> LiveHeap.mebibytesOf("12345: No such process"))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("No such process");
  }
}
