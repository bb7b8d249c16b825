package com.zhaoli.pay.notify.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * When a webhook is tried whose quick tries are used up: ever more rarely, for three days by
 * default, with a tenth of jitter so that what failed together does not come back together.
 */
@Component
public class LongTail {
  private static final double JITTER = 0.1;

  private final List<Duration> pauses;

  public LongTail(NotifyProperties properties) {
    this.pauses = properties.longTail();
  }

  /**
   * The pause before the next try; empty when there is none any more.
   *
   * @param tries tries of the long tail so far
   */
  public Optional<Duration> pauseAfter(int tries) {
    if (tries >= pauses.size()) {
      return Optional.empty();
    }
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Optional.of(Duration.ofMillis((long) (pauses.get(tries).toMillis() * factor)));
  }
}
