package com.zhaoli.pay.pos.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterWindowTest {

  @Test
  void aCounterIsTakenOnce() {
    CounterWindow window = CounterWindow.EMPTY.take(7).orElseThrow();

    assertThat(window.take(7)).isEmpty();
  }

  @Test
  void requestsMayOvertakeEachOtherByLessThanTheWindow() {
    CounterWindow window = CounterWindow.EMPTY.take(100).orElseThrow();

    assertThat(window.take(37)).isPresent();
    assertThat(window.take(36)).isEmpty();
  }

  @Test
  void anyGapUpwardsIsTakenAndEndsWhatIsFarBehind() {
    CounterWindow window =
        CounterWindow.EMPTY.take(1).flatMap(taken -> taken.take(Long.MAX_VALUE)).orElseThrow();

    assertThat(window.take(1)).isEmpty();
    assertThat(window.take(Long.MAX_VALUE - 1)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void countersBeginAtOne(long counter) {
    assertThat(CounterWindow.EMPTY.take(counter)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverTheOrderNoneIsTakenTwiceAndNoneInTheWindowIsLost(long seed) {
    Random random = new Random(seed);
    CounterWindow window = CounterWindow.EMPTY;
    Set<Long> taken = new HashSet<>();
    long high = 0;
    for (int i = 0; i < 20_000; i++) {
      long counter = Math.max(1, high - 80 + random.nextInt(120));
      boolean expected = !taken.contains(counter) && counter > high - CounterWindow.SIZE;

      var next = window.take(counter);

      assertThat(next.isPresent()).as("counter %d at %d", counter, high).isEqualTo(expected);
      window = next.orElse(window);
      if (expected) {
        taken.add(counter);
        high = Math.max(high, counter);
      }
    }
  }
}
