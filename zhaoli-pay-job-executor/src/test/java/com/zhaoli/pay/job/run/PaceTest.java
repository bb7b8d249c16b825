package com.zhaoli.pay.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void tellsRateAndRemainingTimeFromWhatWasDoneSinceItLookedFirst() {
    Pace pace = new Pace(new Progress(200_000, 50_000, 0, 0, 750));
    assertThat(pace.line(new Progress(200_000, 50_800, 790, 3, 746), Duration.ofSeconds(10)))
        .isEqualTo("50800 of 200000 done (25%), 80.0/s, 31m 5s left; 790 changed, 3 failed.");
  }

  @Test
  void foreseesNothingBeforeAnythingIsDone() {
    Pace pace = new Pace(new Progress(10, 0, 0, 0, 1));
    assertThat(pace.line(new Progress(10, 0, 0, 0, 1), Duration.ofSeconds(5)))
        .isEqualTo("0 of 10 done (0%), 0.0/s, no time to be foreseen; 0 changed, 0 failed.");
  }

  @Test
  void nothingToDoIsAllDone() {
    assertThat(
            new Pace(new Progress(0, 0, 0, 0, 0))
                .line(new Progress(0, 0, 0, 0, 0), Duration.ofMillis(1)))
        .startsWith("0 of 0 done (100%)");
  }
}
