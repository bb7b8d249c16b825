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
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has an event delivered once more to a target, as a delivery of its own with a larger number: the
 * target sees the same event id. What is under way by itself is only brought forward.
 */
@Service
public class Redelivery {
  private final NotificationMapper mapper;
  private final StoredNotifications stored;
  private final NotificationLog notifications;
  private final EventBatchCodec codec;

  Redelivery(
      NotificationMapper mapper,
      StoredNotifications stored,
      NotificationLog notifications,
      EventBatchCodec codec) {
    this.mapper = mapper;
    this.stored = stored;
    this.notifications = notifications;
    this.codec = codec;
  }

  /**
   * Has a merchant's webhook delivered once more.
   *
   * @return the delivery that is under way now
   * @throws ApiException NOTIFICATION_NOT_FOUND, also when it is another merchant's or no webhook;
   *     NOTIFICATION_WITHOUT_EVENT when its event is not kept any more. Nothing was changed then,
   *     and a transaction of the caller's goes on
   */
  @Transactional(noRollbackFor = ApiException.class)
  public NotificationBO redeliver(String merchantNo, String notificationNo) {
    StoredNotification found =
        stored
            .one(merchantNo, notificationNo)
            .filter(one -> one.row().kind() == TargetKind.WEBHOOK)
            .orElseThrow(() -> new ApiException(ErrorCode.NOTIFICATION_NOT_FOUND));
    NotificationBO row = found.row();
    return switch (row.status()) {
      case PENDING, DELIVERING, RETRYING, HELD, LONG_TAIL -> {
        // Only what the database brings back; what is on the broker comes within seconds.
        if (mapper.bringForward(notificationNo) > 0) {
          notifications.dueIn(row.kind(), Set.of(row.target()), Duration.ZERO);
        }
        yield row;
      }
      case DELIVERED, SKIPPED, GONE, DEAD -> {
        byte[] payload = found.payload();
        if (payload == null) {
          throw new ApiException(ErrorCode.NOTIFICATION_WITHOUT_EVENT);
        }
        yield redeliver(payload, row.kind(), row.target());
      }
    };
  }

  /**
   * Has an event delivered once more, whatever became of it before.
   *
   * @param payload the event's own bytes
   * @throws ApiException DEAD_LETTER_UNREADABLE when no event can be read from them
   */
  @Transactional
  public NotificationBO redeliver(byte[] payload, TargetKind kind, String target) {
    PaymentEvent event = read(payload);
    Integer last = mapper.lastSeq(event.paymentNo(), event.eventId(), target);
    PaymentEvent again =
        event.withDeliverySeq(Math.max(last == null ? 0 : last, event.deliverySeq()) + 1);
    ClaimKey key = new ClaimKey(again.paymentNo(), again.eventId(), target, again.deliverySeq());
    notifications.addPending(
        List.of(
            new LogEntry(
                key, kind, again.merchantNo(), again.type(), codec.encodeMember(again), 0)),
        Duration.ZERO);
    return stored.byKey(key).orElseThrow().row();
  }

  private PaymentEvent read(byte[] payload) {
    try {
      for (BatchMember member : codec.split(codec.frame(List.of(payload)))) {
        if (member instanceof BatchMember.Intact intact) {
          return intact.event();
        }
      }
    } catch (BatchFormatException e) {
      // Told below: a stored event that cannot be read any more.
    }
    throw new ApiException(ErrorCode.DEAD_LETTER_UNREADABLE);
  }
}
