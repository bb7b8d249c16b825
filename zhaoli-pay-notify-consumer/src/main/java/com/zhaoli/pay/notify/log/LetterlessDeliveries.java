package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.log.internal.LetterlessMapper;
import com.zhaoli.pay.notify.log.internal.NotificationConverter;
import com.zhaoli.pay.notify.target.TargetKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deliveries in the log that were given up and of which no dead letter tells, since the message
 * that carried it was lost, or is still on its way.
 */
@Component
public class LetterlessDeliveries {
  private final LetterlessMapper mapper;

  LetterlessDeliveries(LetterlessMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Looks through the oldest of these notifications.
   *
   * @param after behind which number it begins
   * @param before the last number, exclusive
   * @param limit how many to look at, at most
   * @return null when there is no notification to look at
   */
  public @Nullable Portion next(String after, String before, int limit) {
    String upTo = mapper.portion(after, before, limit);
    if (upTo == null) {
      return null;
    }
    return new Portion(
        upTo,
        mapper.letterless(after, upTo, RowSettlement.TAIL_IS_OVER).stream()
            .map(NotificationConverter::toGivenUp)
            .toList());
  }

  /**
   * What was looked at.
   *
   * @param upTo the largest number
   */
  public record Portion(String upTo, List<GivenUp> found) {}

  /** A delivery that was given up; {@code payload} is the event's own bytes. */
  public record GivenUp(
      String notificationNo,
      TargetKind kind,
      String target,
      byte[] payload,
      String reason,
      int attempts) {}
}
