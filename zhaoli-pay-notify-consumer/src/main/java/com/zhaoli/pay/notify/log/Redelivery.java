package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.internal.NotificationMapper;
import com.zhaoli.pay.notify.log.internal.StoredNotifications;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has an event delivered once more to a target, as a delivery of its own with a larger number: the
 * target sees the same event id. What is under way by itself is only brought forward, so that there
 * is one at a time.
 */
@Service
public class Redelivery {
  /**
   * Deliveries of one event to one target that merchants get, with those that the platform made:
   * each is a row that is kept for as long as the log.
   */
  private static final int MOST = 100;

  private final NotificationMapper mapper;
  private final StoredNotifications stored;
  private final NotificationLog notifications;
  private final DeadLetterMoves deadLetters;
  private final EventBatchCodec codec;

  Redelivery(
      NotificationMapper mapper,
      StoredNotifications stored,
      NotificationLog notifications,
      DeadLetterMoves deadLetters,
      EventBatchCodec codec) {
    this.mapper = mapper;
    this.stored = stored;
    this.notifications = notifications;
    this.deadLetters = deadLetters;
    this.codec = codec;
  }

  /**
   * Has the event of a merchant's webhook delivered once more. Its dead letter is worked off by
   * that, if it has one.
   *
   * @return the delivery that is under way now
   * @throws ApiException NOTIFICATION_NOT_FOUND, also when it is another merchant's;
   *     NOTIFICATION_IS_NO_WEBHOOK; WEBHOOK_ENDPOINT_PAUSED when the newest delivery is kept until
   *     its endpoint is resumed; NOTIFICATION_WITHOUT_EVENT when its event is not kept any more or
   *     cannot be read; NOTIFICATION_REDELIVERED_TOO_OFTEN after a hundred. Nothing was changed
   *     then, and a transaction of the caller's goes on
   */
  @Transactional(noRollbackFor = ApiException.class)
  public NotificationBO redeliver(String merchantNo, String notificationNo) {
    StoredNotification found = webhook(merchantNo, notificationNo);
    return told(again(merchantNo, found, last(found.row())));
  }

  /**
   * The same where the event's newest delivery to that target is in a state that is wanted; no
   * other delivery of it is ordered between the look and the order. Where it was, {@link
   * NotificationLog#dueIn} is to follow in the same transaction, at its end.
   *
   * @return whether it was
   * @throws ApiException as above
   */
  @Transactional(noRollbackFor = ApiException.class)
  public boolean redeliverIf(
      Predicate<NotificationStatus> isWanted, String merchantNo, String notificationNo) {
    StoredNotification found = webhook(merchantNo, notificationNo);
    NotificationBO last = last(found.row());
    if (!isWanted.test(last.status())) {
      return false;
    }
    again(merchantNo, found, last);
    return true;
  }

  /**
   * Has an event that was given up delivered once more, whatever became of it before.
   *
   * @param payload the event's own bytes
   * @param givenUp the number of the delivery that was given up; a later one that is under way is
   *     only brought forward
   * @throws ApiException DEAD_LETTER_UNREADABLE when no event can be read from them
   */
  @Transactional
  public NotificationBO redeliver(byte[] payload, TargetKind kind, String target, int givenUp) {
    PaymentEvent event = read(payload, ErrorCode.DEAD_LETTER_UNREADABLE);
    Optional<NotificationBO> last = stored.last(event.paymentNo(), event.eventId(), target);
    return told(
        last.filter(one -> one.deliverySeq() > givenUp)
            .filter(row -> !row.status().isFinal())
            .map(this::broughtForward)
            .orElseGet(
                () ->
                    added(
                        event,
                        kind,
                        target,
                        // The log may have forgotten those before: a number that was given up once
                        // would be taken for the same delivery.
                        Math.max(givenUp, last.map(NotificationBO::deliverySeq).orElse(0)))));
  }

  private StoredNotification webhook(String merchantNo, String notificationNo) {
    StoredNotification found =
        stored
            .one(merchantNo, notificationNo)
            .orElseThrow(() -> new ApiException(ErrorCode.NOTIFICATION_NOT_FOUND));
    if (found.row().kind() != TargetKind.WEBHOOK) {
      throw new ApiException(ErrorCode.NOTIFICATION_IS_NO_WEBHOOK);
    }
    return found;
  }

  private NotificationBO last(NotificationBO row) {
    return stored
        .last(row.paymentNo(), row.eventId(), row.target())
        .orElseThrow(() -> new ApiException(ErrorCode.NOTIFICATION_NOT_FOUND));
  }

  /**
   * A delivery that is under way now.
   *
   * @param isDue whether its target's lane is to be told
   */
  private record Ordered(NotificationBO delivery, boolean isDue) {}

  /** Only now, since others wait from here to the end of the transaction. */
  private NotificationBO told(Ordered ordered) {
    NotificationBO delivery = ordered.delivery();
    if (ordered.isDue()) {
      notifications.dueIn(delivery.kind(), Set.of(delivery.target()), Duration.ZERO);
    }
    return delivery;
  }

  private Ordered again(String merchantNo, StoredNotification found, NotificationBO newest) {
    if (newest.status() == NotificationStatus.HELD) {
      throw ApiException.of(ErrorCode.WEBHOOK_ENDPOINT_PAUSED, "endpointNo", newest.target());
    }
    if (!newest.status().isFinal()) {
      return broughtForward(newest);
    }
    byte[] payload = found.payload();
    if (payload == null) {
      throw new ApiException(ErrorCode.NOTIFICATION_WITHOUT_EVENT);
    }
    if (newest.deliverySeq() >= MOST) {
      throw ApiException.of(
          ErrorCode.NOTIFICATION_REDELIVERED_TOO_OFTEN, "limit", String.valueOf(MOST));
    }
    Ordered added =
        added(
            read(payload, ErrorCode.NOTIFICATION_WITHOUT_EVENT),
            newest.kind(),
            newest.target(),
            newest.deliverySeq());
    if (newest.status() == NotificationStatus.DEAD) {
      deadLetters.replayed(newest.eventId(), newest.target(), merchantNo);
    }
    return added;
  }

  /** Only what the database brings back; what is on the broker comes within seconds. */
  private Ordered broughtForward(NotificationBO row) {
    return mapper.bringForward(row.notificationNo()) == 0
        ? new Ordered(row, false)
        : new Ordered(last(row), true);
  }

  private Ordered added(PaymentEvent event, TargetKind kind, String target, int last) {
    PaymentEvent again = event.withDeliverySeq(Math.max(last, event.deliverySeq()) + 1);
    ClaimKey key = new ClaimKey(again.paymentNo(), again.eventId(), target, again.deliverySeq());
    notifications.addPendingRows(
        List.of(
            new LogEntry(
                key, kind, again.merchantNo(), again.type(), codec.encodeMember(again), 0)),
        Duration.ZERO);
    return new Ordered(stored.byKey(key).orElseThrow().row(), true);
  }

  private PaymentEvent read(byte[] payload, ErrorCode unreadable) {
    try {
      for (BatchMember member : codec.split(codec.frame(List.of(payload)))) {
        if (member instanceof BatchMember.Intact intact) {
          return intact.event();
        }
      }
    } catch (BatchFormatException e) {
      // Told below: a stored event that cannot be read any more.
    }
    throw new ApiException(unreadable);
  }
}
