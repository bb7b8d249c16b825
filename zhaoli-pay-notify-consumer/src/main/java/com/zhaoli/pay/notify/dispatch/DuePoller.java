package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.delivery.DeliveryEngine;
import com.zhaoli.pay.notify.delivery.Incoming;
import com.zhaoli.pay.notify.delivery.Verdict;
import com.zhaoli.pay.notify.dispatch.internal.EventMessageStore;
import com.zhaoli.pay.notify.log.DueNotification;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.Room;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings back what the database keeps and is due: in both modes what a slow target had no room for
 * and what a process that died had leased, in mode async also retries and what the executor had no
 * room for. Several instances share the work by leases, and take a little from many targets.
 *
 * <p>Each kind has a schedule of its own: slow webhooks never delay template messages.
 */
@Component
class DuePoller {
  private static final Logger log = LoggerFactory.getLogger(DuePoller.class);
  private static final Duration WAIT = Duration.ofMillis(Routing.RETRY_TTL_MILLIS);

  /**
   * How long a poll goes on through targets that have no room: those it put off first come up again
   * then.
   */
  private static final Duration EMPTY_LOOKS = Duration.ofMillis(100);

  private final NotificationLog notifications;
  private final EventMessageStore events;
  private final MemberReader reader;
  private final AsyncDelivery delivery;
  private final DeliveryEngine engine;
  private final NotifyProperties properties;

  DuePoller(
      NotificationLog notifications,
      EventMessageStore events,
      MemberReader reader,
      AsyncDelivery delivery,
      DeliveryEngine engine,
      NotifyProperties properties) {
    this.notifications = notifications;
    this.events = events;
    this.reader = reader;
    this.delivery = delivery;
    this.engine = engine;
    this.properties = properties;
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.poll-interval:250ms}")
  void templateMessages() {
    poll(TargetKind.TEMPLATE_MESSAGE);
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.poll-interval:250ms}")
  void webhooks() {
    poll(TargetKind.WEBHOOK);
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.lane-repair-interval:5m}")
  void repairLanes() {
    try {
      for (TargetKind kind : TargetKind.values()) {
        notifications.repairLanes(kind);
      }
    } catch (DataAccessException e) {
      log.warn("Lanes are not repaired: {}", e.getMessage());
    }
  }

  /** Until there is nothing more, or the process ends: Redis is gone then before this thread is. */
  private void poll(TargetKind kind) {
    try {
      long until = System.nanoTime() + EMPTY_LOOKS.toNanos();
      NotificationLog.Leased leased;
      do {
        leased = pollOnce(kind);
      } while (!delivery.isStopping()
          && !Thread.currentThread().isInterrupted()
          && (!leased.deliveries().isEmpty()
              || (leased.isMore() && System.nanoTime() - until < 0)));
    } catch (DataAccessException | TransactionException e) {
      log.warn("The database is not asked for due deliveries of {}: {}", kind, e.getMessage());
    }
  }

  private NotificationLog.Leased pollOnce(TargetKind kind) {
    String owner = NotificationLog.newOwner();
    NotificationLog.Leased leased =
        notifications.leaseDue(
            kind, owner, properties.lease(), properties.pollLimit(), target -> room(kind, target));
    List<DueNotification> due = leased.deliveries();
    if (due.isEmpty()) {
      return leased;
    }
    Map<EventKey, byte[]> apart = payloadsApart(due);
    List<Incoming> incoming = new ArrayList<>(due.size());
    for (DueNotification one : due) {
      byte[] payload =
          one.payload() != null
              ? one.payload()
              : apart.get(new EventKey(one.key().eventId(), one.key().deliverySeq()));
      if (payload == null) {
        log.error("Notification {} is due, but its event is gone", one.notificationNo());
      } else {
        read(payload, one, incoming);
      }
    }
    List<Verdict> verdicts = delivery.deliver(kind, owner, incoming);
    if (!verdicts.isEmpty()) {
      // What another consumer holds in Redis, and whatever else was not settled: later again. Not
      // what is under way; and where the delivery broke off, nobody knows: the lease runs out.
      Set<ClaimKey> underWay = new HashSet<>();
      for (Verdict verdict : verdicts) {
        if (verdict instanceof Verdict.Kept) {
          underWay.add(verdict.assignment().key());
        }
      }
      notifications.putBack(
          kind, owner, due.stream().filter(one -> !underWay.contains(one.key())).toList(), WAIT);
    }
    return leased;
  }

  private Room room(TargetKind kind, String target) {
    return target.equals(kind.unresolvedTarget()) ? Room.unlimited() : engine.room(kind, target);
  }

  private Map<EventKey, byte[]> payloadsApart(List<DueNotification> due) {
    List<String> events =
        due.stream()
            .filter(one -> one.payload() == null)
            .map(one -> one.key().eventId())
            .distinct()
            .toList();
    return events.isEmpty() ? Map.of() : this.events.payloads(events);
  }

  private void read(byte[] payload, DueNotification due, List<Incoming> incoming) {
    try {
      for (BatchMember member : reader.split(reader.single(payload))) {
        if (member instanceof BatchMember.Intact intact) {
          incoming.add(
              new Incoming(
                  intact.event(), intact.bytes(), due.key().target(), due.attempts(), due.tail()));
        } else {
          log.error("The stored event of {} can no longer be read", due.notificationNo());
        }
      }
    } catch (BatchFormatException e) {
      log.error("The stored event of {} can no longer be read", due.notificationNo(), e);
    }
  }
}
