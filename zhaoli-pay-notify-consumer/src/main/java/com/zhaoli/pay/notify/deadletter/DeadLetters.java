package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.deadletter.internal.DeadLetterStore;
import com.zhaoli.pay.notify.log.LettersOfOld;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.Redelivery;
import com.zhaoli.pay.notify.settings.LongTail;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores dead letters, exactly one row for each event and target however often they arrive, and
 * raises an alert for each new one: the counter {@code zhaoli.notify.dead.letters} and a warning in
 * the log that names it without its payload. What comes here after its event was delivered all the
 * same is none: it is counted by {@code zhaoli.notify.dead.letters.late}.
 */
@Service
public class DeadLetters implements LettersOfOld {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private static final String WAITED_TOO_LONG =
      "It waited for its turn for longer than the delivery log is kept.";

  private static final String NO_TARGET =
      "Closed by the platform: the endpoint was deleted, nobody is to be told any more.";

  private final DeadLetterStore store;
  private final NotificationLog notifications;
  private final Redelivery redelivery;
  private final MemberReader reader;
  private final LongTail longTail;
  private final MeterRegistry meters;
  private final Clock clock;

  DeadLetters(
      DeadLetterStore store,
      NotificationLog notifications,
      Redelivery redelivery,
      MemberReader reader,
      LongTail longTail,
      MeterRegistry meters,
      Clock clock) {
    this.store = store;
    this.notifications = notifications;
    this.redelivery = redelivery;
    this.reader = reader;
    this.longTail = longTail;
    this.meters = meters;
    this.clock = clock;
    for (TargetKind kind : TargetKind.values()) {
      // Registered at once: an alert on an increase needs the zero before it.
      alerts(kind);
      late(kind);
    }
  }

  /**
   * Stores it, and hands it over to the long tail of its kind, unless the target refused it for
   * good; not what was delivered meanwhile, is not wanted, or was ordered once more. Idempotent;
   * returned means done, where the caller has no transaction of its own.
   */
  @Transactional
  public void store(DeadLetter letter) {
    String paymentNo = letter.paymentNo();
    ClaimKey key =
        paymentNo == null
            ? null
            : new ClaimKey(paymentNo, letter.eventId(), letter.target(), letter.deliverySeq());
    if (key != null && notifications.isOver(key)) {
      late(letter.kind()).increment();
      log.info("No dead letter: {} for {} is over", letter.eventId(), letter.target());
      return;
    }
    store
        .add(letter)
        .ifPresentOrElse(
            number -> alert(number, letter),
            () ->
                log.debug(
                    "Dead letter of {} for {} was stored before",
                    letter.eventId(),
                    letter.target()));
    if (key != null) {
      longTail
          .pauseAfter(letter.kind(), 0)
          .ifPresent(pause -> notifications.beginTail(key, letter.kind(), pause));
    }
  }

  /**
   * The targets of an event were found, of which none was known when it was given up: each has a
   * delivery of its own from now on, and a dead letter if that is given up. To be called in the
   * transaction that stores those.
   */
  public void found(ClaimKey unresolved) {
    store.replayed(unresolved.eventId(), unresolved.target(), null);
  }

  /** It was delivered after all, also where its target had to be found first. */
  public void delivered(String eventId, TargetKind kind, String target) {
    store.delivered(eventId, kind, target);
  }

  /**
   * Newest first.
   *
   * @param after the last number of the page before, or null for the first page
   */
  public List<DeadLetterBO> newestFirst(
      DeadLetterFilter filter, @Nullable String after, int limit) {
    return store.newestFirst(filter, after, limit);
  }

  /**
   * Nobody is to be told of the event any more, after it was given up once: closes its dead letter,
   * unless somebody else took the delivery over. To be called in the transaction that settles it.
   *
   * @param why for those who look later
   */
  public void notWanted(ClaimKey key, String why) {
    if (notifications.isOver(key)) {
      store.notWanted(key, "Closed by the platform: " + why);
    }
  }

  /**
   * An endpoint is there no more: closes what is open of it, some at a time. To be called outside
   * of a transaction, after its deliveries were ended; may be repeated.
   *
   * @param deadlineNanos of {@link System#nanoTime}
   * @return whether all were closed by then
   */
  public boolean endpointDeleted(String endpointNo, long deadlineNanos) {
    return store.notWanted(endpointNo, NO_TARGET, deadlineNanos);
  }

  /** One alert for all: the counter, and one warning. */
  @Override
  public void waitedTooLong(TargetKind kind, List<String> notificationNos) {
    store.addOfLog(notificationNos, WAITED_TOO_LONG, clock.instant());
    alerts(kind).increment(notificationNos.size());
    log.warn(
        "{} {} deliveries were given up, {} the first: {}",
        notificationNos.size(),
        kind,
        notificationNos.get(0),
        WAITED_TOO_LONG);
  }

  /**
   * @throws ApiException DEAD_LETTER_NOT_FOUND
   */
  public DeadLetterBO get(String deadLetterNo) {
    return store
        .one(deadLetterNo)
        .orElseThrow(() -> new ApiException(ErrorCode.DEAD_LETTER_NOT_FOUND));
  }

  /**
   * Has it delivered again, as a delivery of its own. What could not be read when it was parked is
   * read anew: by now this service may know its version. Members of it that still cannot be read
   * become dead letters of their own.
   *
   * @throws ApiException DEAD_LETTER_NOT_FOUND, DEAD_LETTER_CLOSED, DEAD_LETTER_UNREADABLE
   */
  @Transactional
  public DeadLetterBO replay(String deadLetterNo, String operator) {
    DeadLetterBO letter = get(deadLetterNo);
    if (letter.paymentNo() == null) {
      return replayUnread(letter, operator);
    }
    // The log first, as in a settlement: two that meet then wait, and do not deadlock.
    endTail(letter);
    redelivery.redeliver(payload(letter), letter.kind(), letter.target(), letter.deliverySeq());
    move(letter, DeadLetterStatus.REPLAYED, null, operator);
    return get(deadLetterNo);
  }

  private DeadLetterBO replayUnread(DeadLetterBO letter, String operator) {
    List<BatchMember> members = readAnew(letter);
    for (BatchMember member : members) {
      if (member instanceof BatchMember.Intact intact) {
        redelivery.redeliver(
            reader.member(intact.event()),
            letter.kind(),
            letter.target(),
            intact.event().deliverySeq());
      } else if (member instanceof BatchMember.Corrupt corrupt) {
        store(DeadLetter.of(corrupt, letter.kind()));
      } else if (member instanceof BatchMember.UnknownVersion unknown) {
        store(DeadLetter.of(unknown, letter.kind()));
      }
    }
    move(letter, DeadLetterStatus.REPLAYED, null, operator);
    return get(letter.deadLetterNo());
  }

  private byte[] payload(DeadLetterBO letter) {
    return store
        .payload(letter.deadLetterNo())
        .orElseThrow(() -> new ApiException(ErrorCode.DEAD_LETTER_NOT_FOUND));
  }

  /** Only frames: a damaged member is kept without one, so that no new check sum hides it. */
  private List<BatchMember> readAnew(DeadLetterBO letter) {
    try {
      List<BatchMember> members = reader.split(payload(letter));
      if (members.stream().anyMatch(BatchMember.Intact.class::isInstance)) {
        return members;
      }
    } catch (BatchFormatException e) {
      // Told below: it cannot be read yet, or is damaged.
    }
    throw new ApiException(ErrorCode.DEAD_LETTER_UNREADABLE);
  }

  /**
   * Decides that nothing more is to be done with it.
   *
   * @param note why, for those who come later
   * @throws ApiException DEAD_LETTER_NOT_FOUND, DEAD_LETTER_CLOSED
   */
  @Transactional
  public DeadLetterBO discard(String deadLetterNo, String note, String operator) {
    DeadLetterBO letter = get(deadLetterNo);
    endTail(letter);
    move(letter, DeadLetterStatus.DISCARDED, note, operator);
    return get(deadLetterNo);
  }

  private void endTail(DeadLetterBO letter) {
    String paymentNo = letter.paymentNo();
    if (paymentNo != null) {
      notifications.endTail(
          new ClaimKey(paymentNo, letter.eventId(), letter.target(), letter.deliverySeq()));
    }
  }

  private void move(
      DeadLetterBO letter, DeadLetterStatus to, @Nullable String note, String operator) {
    if (!store.move(letter.deadLetterNo(), DeadLetterStatus.OPEN, to, note, operator)) {
      throw ApiException.of(
          ErrorCode.DEAD_LETTER_CLOSED, "status", get(letter.deadLetterNo()).status().name());
    }
    log.info("Dead letter {} is {} by operator {}", letter.deadLetterNo(), to, operator);
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

  private Counter late(TargetKind kind) {
    return Counter.builder("zhaoli.notify.dead.letters.late")
        .description("Deliveries given up whose event was delivered all the same: no dead letters")
        .tag("target", kind.name())
        .register(meters);
  }

  private Counter alerts(TargetKind kind) {
    return Counter.builder("zhaoli.notify.dead.letters")
        .description("Deliveries given up; each is worth a look")
        .tag("target", kind.name())
        .register(meters);
  }
}
