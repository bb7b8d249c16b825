package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.delivery.Incoming;
import com.zhaoli.pay.notify.delivery.MemberReader;
import com.zhaoli.pay.notify.dispatch.internal.EventMessageStore;
import com.zhaoli.pay.notify.log.DueNotification;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings back from the database what came over HTTP and is due: retries, what the executor had no
 * room for, and what a process that died had leased. Several instances share the work by leases. It
 * runs in mode rabbit too, so that nothing is left behind when the mode is changed.
 *
 * <p>Each kind has a schedule of its own: slow webhooks never delay template messages.
 */
@Component
class DuePoller {
  private static final Logger log = LoggerFactory.getLogger(DuePoller.class);
  private static final Duration WAIT = Duration.ofMillis(Routing.RETRY_TTL_MILLIS);

  private final NotificationLog notifications;
  private final EventMessageStore events;
  private final MemberReader reader;
  private final AsyncDelivery delivery;
  private final NotifyProperties properties;

  DuePoller(
      NotificationLog notifications,
      EventMessageStore events,
      MemberReader reader,
      AsyncDelivery delivery,
      NotifyProperties properties) {
    this.notifications = notifications;
    this.events = events;
    this.reader = reader;
    this.delivery = delivery;
    this.properties = properties;
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.poll-interval:1s}")
  void templateMessages() {
    poll(TargetKind.TEMPLATE_MESSAGE);
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.poll-interval:1s}")
  void webhooks() {
    poll(TargetKind.WEBHOOK);
  }

  private void poll(TargetKind kind) {
    try {
      int taken;
      do {
        taken = pollOnce(kind);
      } while (taken == properties.pollLimit() && !Thread.currentThread().isInterrupted());
    } catch (DataAccessException e) {
      log.warn("The database is not asked for due deliveries of {}: {}", kind, e.getMessage());
    }
  }

  private int pollOnce(TargetKind kind) {
    String owner = NotificationLog.newOwner();
    List<DueNotification> due =
        notifications.leaseDue(kind, owner, properties.lease(), properties.pollLimit());
    if (due.isEmpty()) {
      return 0;
    }
    Map<EventKey, byte[]> payloads =
        events.payloads(due.stream().map(one -> one.key().eventId()).distinct().toList());
    List<Incoming> incoming = new ArrayList<>(due.size());
    for (DueNotification one : due) {
      byte[] payload = payloads.get(new EventKey(one.key().eventId(), one.key().deliverySeq()));
      if (payload == null) {
        log.error("Notification {} is due, but its event is gone", one.notificationNo());
      } else {
        read(payload, one, incoming);
      }
    }
    delivery.deliver(kind, owner, incoming);
    // What another consumer holds in Redis, and whatever else was not settled: later again.
    notifications.putBack(owner, due.stream().map(DueNotification::notificationNo).toList(), WAIT);
    return due.size();
  }

  private void read(byte[] payload, DueNotification due, List<Incoming> incoming) {
    try {
      for (BatchMember member : reader.split(reader.single(payload))) {
        if (member instanceof BatchMember.Intact intact) {
          incoming.add(
              new Incoming(intact.event(), intact.bytes(), due.key().target(), due.attempts()));
        } else {
          log.error("The stored event of {} can no longer be read", due.notificationNo());
        }
      }
    } catch (BatchFormatException e) {
      log.error("The stored event of {} can no longer be read", due.notificationNo(), e);
    }
  }
}
