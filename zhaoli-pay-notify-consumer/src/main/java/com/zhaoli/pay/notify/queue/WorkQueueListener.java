package com.zhaoli.pay.notify.queue;

import com.rabbitmq.client.Channel;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.delivery.DeliveryBatch;
import com.zhaoli.pay.notify.delivery.DeliveryEngine;
import com.zhaoli.pay.notify.delivery.Incoming;
import com.zhaoli.pay.notify.delivery.Patience;
import com.zhaoli.pay.notify.delivery.Verdict;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.settings.RetrySettings;
import com.zhaoli.pay.notify.target.TargetKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;

/**
 * Works off messages of one work queue: splits all of them, delivers, publishes what is to come
 * again or was given up, and only then acknowledges, once for a batch. Until then the broker keeps
 * the messages, so a consumer that dies at any point loses nothing.
 */
final class WorkQueueListener extends BatchListener {
  private static final Logger log = LoggerFactory.getLogger(WorkQueueListener.class);
  private static final Duration WAIT = Duration.ofMillis(Routing.RETRY_TTL_MILLIS);

  private final TargetKind kind;
  private final int membersAtOnce;
  private final MemberReader reader;
  private final DeliveryEngine engine;
  private final Republisher republisher;
  private final RetrySettings retrySettings;
  private final Clock clock;

  WorkQueueListener(
      TargetKind kind,
      int membersAtOnce,
      MemberReader reader,
      DeliveryEngine engine,
      Republisher republisher,
      RetrySettings retrySettings,
      Clock clock) {
    this.kind = kind;
    this.membersAtOnce = membersAtOnce;
    this.reader = reader;
    this.engine = engine;
    this.republisher = republisher;
    this.retrySettings = retrySettings;
    this.clock = clock;
  }

  @Override
  void work(List<Message> messages, Channel channel, Patience patience) throws IOException {
    Group group = new Group();
    for (Message message : messages) {
      Group next = read(message);
      // A claim's lease has to outlast its batch: what is too much for one is worked off in turns.
      if (!group.isEmpty() && group.members.size() + next.members.size() > membersAtOnce) {
        finish(group, channel, patience);
        group = new Group();
      }
      group.add(next);
    }
    finish(group, channel, patience);
  }

  private void finish(Group group, Channel channel, Patience patience) throws IOException {
    if (!group.members.isEmpty()) {
      List<Verdict> verdicts =
          engine.process(
              new DeliveryBatch(
                  kind,
                  NotificationLog.newOwner(),
                  false,
                  false,
                  group.members,
                  group.traceparents),
              patience);
      Instant now = clock.instant();
      Duration interval = retrySettings.current().interval();
      for (Verdict verdict : verdicts) {
        publication(verdict, interval, now, group.outgoing);
      }
    }
    republisher.publishAll(group.outgoing, patience);
    channel.basicAck(group.lastTag, true);
  }

  /** Splits a message. What cannot be read is parked, and harms nothing beside it. */
  private Group read(Message message) {
    Group group = new Group();
    group.lastTag = message.getMessageProperties().getDeliveryTag();
    RetryHeaders headers = RetryHeaders.of(message.getMessageProperties());
    if (message.getMessageProperties().getHeader(Traces.HEADER) instanceof String context) {
      group.traceparents.add(context);
    }
    Instant now = clock.instant();
    if (headers.notBefore() > now.toEpochMilli()) {
      group.outgoing.add(
          RetryRoute.early(
              kind,
              message.getBody(),
              headers.target(),
              headers.attempts(),
              headers.notBefore(),
              now));
      return group;
    }
    List<BatchMember> members;
    try {
      members = reader.split(message.getBody());
    } catch (BatchFormatException e) {
      park(
          group,
          DeadLetter.unreadable(
              message.getBody(), kind, "The batch cannot be split: " + e.getMessage()));
      return group;
    }
    for (BatchMember member : members) {
      if (member instanceof BatchMember.Intact intact) {
        group.members.add(
            new Incoming(intact.event(), intact.bytes(), headers.target(), headers.attempts()));
      } else if (member instanceof BatchMember.Corrupt corrupt) {
        park(group, DeadLetter.of(corrupt, kind));
      } else if (member instanceof BatchMember.UnknownVersion unknown) {
        park(group, DeadLetter.of(unknown, kind));
      }
    }
    return group;
  }

  private void park(Group group, DeadLetter letter) {
    log.warn("Parked from {}: {}", kind.workQueue(), letter.reason());
    group.outgoing.add(RetryRoute.dead(kind, letter.payload(), null, 0, letter.reason()));
  }

  private void publication(
      Verdict verdict, Duration interval, Instant now, List<Outgoing> outgoing) {
    Incoming incoming = verdict.assignment().incoming();
    String target = verdict.assignment().target().name();
    byte[] frame = reader.single(incoming.member());
    if (verdict instanceof Verdict.Retry retry) {
      outgoing.add(RetryRoute.after(kind, frame, target, retry.attempts(), interval, now));
    } else if (verdict instanceof Verdict.Wait) {
      outgoing.add(RetryRoute.after(kind, frame, target, incoming.attempts(), WAIT, now));
    } else if (verdict instanceof Verdict.Parked parked) {
      outgoing.add(RetryRoute.dead(kind, frame, target, parked.attempts(), parked.reason()));
    }
  }

  /** Messages that are finished together. */
  private static final class Group {
    private final List<Incoming> members = new ArrayList<>();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<String> traceparents = new ArrayList<>();
    private long lastTag;

    boolean isEmpty() {
      return lastTag == 0;
    }

    void add(Group next) {
      members.addAll(next.members);
      outgoing.addAll(next.outgoing);
      traceparents.addAll(next.traceparents);
      lastTag = next.lastTag;
    }
  }
}
