package com.zhaoli.pay.notify.settings;

import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * When something is tried whose quick tries are used up: ever more rarely, webhooks for three days
 * by default and messages for some hours, with a tenth of jitter so that what failed together does
 * not come back together.
 */
@Component
public class LongTail {
  private static final double JITTER = 0.1;

  private final Map<TargetKind, List<Duration>> pausesOf;

  public LongTail(NotifyProperties properties) {
    this.pausesOf =
        Map.of(
            TargetKind.WEBHOOK, properties.longTail(),
            TargetKind.TEMPLATE_MESSAGE, properties.messageLongTail());
  }

  /**
   * The pause before the next try; empty when there is none any more.
   *
   * @param tries tries of the long tail so far
   */
  public Optional<Duration> pauseAfter(TargetKind kind, int tries) {
    List<Duration> pauses = pausesOf.getOrDefault(kind, List.of());
    if (tries >= pauses.size()) {
      return Optional.empty();
    }
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Optional.of(Duration.ofMillis((long) (pauses.get(tries).toMillis() * factor)));
  }
}
