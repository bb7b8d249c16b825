package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.delivery.Incoming;
import com.zhaoli.pay.notify.delivery.Verdict;
import com.zhaoli.pay.notify.dispatch.internal.EventMessageStore;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes event batches over HTTP (design, step 6). Returned means stored: events and one delivery of
 * each kind, in one transaction, once however often a batch is sent. Then they are delivered by the
 * executor, or by the poller where that has no room or this process dies.
 */
@Service
public class EventIntake {
  /** The executor gets the first try; after this the poller takes what it has not begun. */
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  private final MemberReader reader;
  private final EventMessageStore events;
  private final NotificationLog notifications;
  private final DeadLetters deadLetters;
  private final AsyncDelivery delivery;
  private final TransactionTemplate transaction;

  EventIntake(
      MemberReader reader,
      EventMessageStore events,
      NotificationLog notifications,
      DeadLetters deadLetters,
      AsyncDelivery delivery,
      TransactionTemplate transaction) {
    this.reader = reader;
    this.events = events;
    this.notifications = notifications;
    this.deadLetters = deadLetters;
    this.delivery = delivery;
    this.transaction = transaction;
  }

  /**
   * Stores a batch and has it delivered.
   *
   * @return what becomes of the events, for each kind of target that the executor took; empty for a
   *     batch that was stored before
   * @throws BatchFormatException when the frame cannot be split: nothing is stored, the sender
   *     keeps it
   */
  public List<CompletableFuture<List<Verdict>>> accept(byte[] frame) {
    Map<EventKey, BatchMember.Intact> intact = new LinkedHashMap<>();
    List<DeadLetter> unreadable = new ArrayList<>();
    for (BatchMember member : reader.split(frame)) {
      if (member instanceof BatchMember.Intact read) {
        intact.putIfAbsent(new EventKey(read.event().eventId(), read.event().deliverySeq()), read);
      } else if (member instanceof BatchMember.Corrupt corrupt) {
        unreadable.addAll(forAllKinds(kind -> DeadLetter.of(corrupt, kind)));
      } else if (member instanceof BatchMember.UnknownVersion unknown) {
        unreadable.addAll(forAllKinds(kind -> DeadLetter.of(unknown, kind)));
      }
    }
    List<BatchMember.Intact> added =
        transaction.execute(status -> store(List.copyOf(intact.values()), unreadable));
    List<CompletableFuture<List<Verdict>>> deliveries = new ArrayList<>();
    if (added != null && !added.isEmpty()) {
      for (TargetKind kind : TargetKind.values()) {
        deliverSoon(kind, added).ifPresent(deliveries::add);
      }
    }
    return deliveries;
  }

  private List<BatchMember.Intact> store(
      List<BatchMember.Intact> members, List<DeadLetter> unreadable) {
    unreadable.forEach(deadLetters::store);
    if (members.isEmpty()) {
      return List.of();
    }
    List<BatchMember.Intact> added = events.add(members);
    List<LogEntry> deliveries = new ArrayList<>(2 * added.size());
    for (BatchMember.Intact member : added) {
      for (TargetKind kind : TargetKind.values()) {
        deliveries.add(
            new LogEntry(
                new ClaimKey(
                    member.event().paymentNo(),
                    member.event().eventId(),
                    kind.unresolvedTarget(),
                    member.event().deliverySeq()),
                kind,
                member.event().merchantNo(),
                member.event().type(),
                member.bytes(),
                0));
      }
    }
    notifications.addPending(deliveries, HEAD_START);
    return added;
  }

  private Optional<CompletableFuture<List<Verdict>>> deliverSoon(
      TargetKind kind, List<BatchMember.Intact> members) {
    List<Incoming> incoming =
        members.stream()
            .map(member -> new Incoming(member.event(), member.bytes(), kind.unresolvedTarget(), 0))
            .toList();
    try {
      return Optional.of(delivery.deliver(kind, incoming));
    } catch (TaskRejectedException e) {
      delivery.leftToPoller(kind, incoming.size());
      return Optional.empty();
    }
  }

  /** What cannot be read was meant for both kinds, as it would be in two queues. */
  private static List<DeadLetter> forAllKinds(Function<TargetKind, DeadLetter> letter) {
    return Arrays.stream(TargetKind.values()).map(letter).toList();
  }
}
