package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.NotificationBO;
import com.zhaoli.pay.notify.log.StoredNotification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Single rows of the delivery log, with their events. */
@Component
public class StoredNotifications {
  private final NotificationMapper mapper;

  StoredNotifications(NotificationMapper mapper) {
    this.mapper = mapper;
  }

  /** The merchant's row of that number. */
  public Optional<StoredNotification> one(String merchantNo, String notificationNo) {
    return stored(mapper.one(merchantNo, notificationNo));
  }

  /** For operators. */
  public Optional<NotificationBO> ofAnybody(String notificationNo) {
    return Optional.ofNullable(mapper.ofAnybody(notificationNo)).map(NotificationConverter::toBo);
  }

  public Optional<StoredNotification> byKey(ClaimKey key) {
    return stored(mapper.byKey(key.paymentNo(), key.eventId(), key.target(), key.deliverySeq()));
  }

  /** The newest delivery of an event to a target, locked against another. */
  public Optional<NotificationBO> last(String paymentNo, String eventId, String target) {
    return Optional.ofNullable(mapper.last(paymentNo, eventId, target))
        .map(NotificationConverter::toBo);
  }

  private static Optional<StoredNotification> stored(@Nullable NotificationDO row) {
    return Optional.ofNullable(row)
        .map(
            found -> new StoredNotification(NotificationConverter.toBo(found), found.getPayload()));
  }
}
