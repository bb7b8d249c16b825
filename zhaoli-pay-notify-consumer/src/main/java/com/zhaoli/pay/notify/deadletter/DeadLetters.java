package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.notify.deadletter.internal.DeadLetterStore;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Stores dead letters, exactly one row for each event and target however often they arrive, and
 * raises an alert for each new one: the counter {@code zhaoli.notify.dead.letters} and a warning in
 * the log that names it without its payload.
 */
@Service
public class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final DeadLetterStore store;
  private final MeterRegistry meters;

  DeadLetters(DeadLetterStore store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
    for (TargetKind kind : TargetKind.values()) {
      // Registered at once: an alert on an increase needs the zero before it.
      alerts(kind);
    }
  }

  /** Idempotent. Returned means stored. */
  public void store(DeadLetter letter) {
    store
        .add(letter)
        .ifPresentOrElse(
            number -> alert(number, letter),
            () ->
                log.debug(
                    "Dead letter of {} for {} was stored before",
                    letter.eventId(),
                    letter.target()));
  }

  /**
   * Newest first.
   *
   * @param after the last number of the page before, or null for the first page
   */
  public List<DeadLetterBO> newestFirst(@Nullable String after, int limit) {
    return store.newestFirst(after, limit);
  }

  private void alert(String number, DeadLetter letter) {
    alerts(letter.kind()).increment();
    log.warn(
        "Dead letter {}: event {} of payment {} for {} {} after {} attempts: {}",
        number,
        letter.eventId(),
        letter.paymentNo(),
        letter.kind(),
        letter.target(),
        letter.attempts(),
        letter.reason());
  }

  private Counter alerts(TargetKind kind) {
    return Counter.builder("zhaoli.notify.dead.letters")
        .description("Deliveries given up; each is worth a look")
        .tag("target", kind.name())
        .register(meters);
  }
}
