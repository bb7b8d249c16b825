package com.zhaoli.pay.notify.queue;

import com.rabbitmq.client.Channel;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.delivery.Patience;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;

/**
 * Stores what arrives in a dead queue, then acknowledges: single members that were given up, and
 * whole batches that the broker itself parked after too many deliveries. Of such a batch, members
 * that the delivery log knows as settled are no dead letters.
 */
final class DeadQueueListener extends BatchListener {
  private static final String BY_BROKER =
      "The broker parked its batch: too many deliveries ended without an acknowledgement.";

  private final TargetKind kind;
  private final MemberReader reader;
  private final DeadLetters deadLetters;
  private final NotificationLog notifications;

  DeadQueueListener(
      TargetKind kind,
      MemberReader reader,
      DeadLetters deadLetters,
      NotificationLog notifications) {
    this.kind = kind;
    this.reader = reader;
    this.deadLetters = deadLetters;
    this.notifications = notifications;
  }

  @Override
  void work(List<Message> messages, Channel channel, Patience patience) throws IOException {
    long lastTag = 0;
    for (Message message : messages) {
      for (DeadLetter letter : letters(message, patience)) {
        patience.until("store a dead letter", () -> deadLetters.store(letter));
      }
      lastTag = message.getMessageProperties().getDeliveryTag();
    }
    channel.basicAck(lastTag, true);
  }

  private List<DeadLetter> letters(Message message, Patience patience) {
    RetryHeaders headers = RetryHeaders.of(message.getMessageProperties());
    byte[] body = message.getBody();
    List<BatchMember> members;
    try {
      members = reader.split(body);
    } catch (BatchFormatException e) {
      return List.of(
          DeadLetter.unreadable(
              body,
              kind,
              headers.reason() == null
                  ? "The batch cannot be split: " + e.getMessage()
                  : headers.reason()));
    }
    List<DeadLetter> letters = new ArrayList<>(members.size());
    for (BatchMember member : members) {
      if (member instanceof BatchMember.Corrupt corrupt) {
        letters.add(DeadLetter.of(corrupt, kind));
      } else if (member instanceof BatchMember.UnknownVersion unknown) {
        letters.add(DeadLetter.of(unknown, kind));
      } else if (member instanceof BatchMember.Intact intact) {
        DeadLetter letter = letter(intact, headers, patience);
        if (letter != null) {
          letters.add(letter);
        }
      }
    }
    return letters;
  }

  private @Nullable DeadLetter letter(
      BatchMember.Intact member, RetryHeaders headers, Patience patience) {
    String reason = headers.reason();
    if (reason == null
        && patience.until(
            "look into the delivery log",
            () -> notifications.isSettled(member.event(), kind, headers.target()))) {
      return null;
    }
    String target = headers.target();
    return DeadLetter.of(
        member.event(),
        member.bytes(),
        kind,
        target == null ? kind.unresolvedTarget() : target,
        reason == null ? BY_BROKER : reason,
        headers.attempts());
  }
}
