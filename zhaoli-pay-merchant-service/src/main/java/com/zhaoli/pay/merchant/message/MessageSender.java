package com.zhaoli.pay.merchant.message;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.message.internal.OutboxStore;
import com.zhaoli.pay.merchant.receiver.Receivers;
import feign.FeignException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends stored messages. Each instance leases a few rows, sends them without a transaction, and
 * settles those whose lease is still its own; a row whose sender died is taken up when the lease
 * ends. A message may be handed over twice, and wechat-mp-service sends it once.
 */
@Component
class MessageSender {
  private static final Logger log = LoggerFactory.getLogger(MessageSender.class);
  private static final int BATCH = 10;

  /** Longer than one call takes at the client's time-outs, and what is kept back for it. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration RESERVE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(2);

  private final OutboxStore store;
  private final Receivers receivers;
  private final WechatInternalApi wechat;
  private final Clock clock;

  /** One for all leases of this instance is enough because one thread leases and settles. */
  private final String owner = Ids.withPrefix("snd_");

  MessageSender(OutboxStore store, Receivers receivers, WechatInternalApi wechat, Clock clock) {
    this.store = store;
    this.receivers = receivers;
    this.wechat = wechat;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.merchant.message-interval:500ms}")
  void sendDue() {
    Instant now = clock.instant();
    for (OutboxMessage message : store.lease(owner, now, now.plus(LEASE), BATCH)) {
      // What the lease no longer covers is left: it is due again when the lease has ended.
      if (isCovered(message)) {
        settle(message, send(message));
      }
    }
  }

  /**
   * To each receiver, whatever became of those before. Those who have it by an earlier try are
   * asked for again, which sends nothing.
   */
  private SendOutcome send(OutboxMessage message) {
    List<MessageReceiver> bound =
        new ArrayList<>(receivers.boundTo(message.merchantNo(), message.scene()));
    if (bound.isEmpty()) {
      return new SendOutcome.NobodyBound();
    }
    // Begins with another one each time: those that take long leave no time for those behind them.
    Collections.rotate(bound, -message.attempts());
    SendOutcome worst = new SendOutcome.Sent();
    for (MessageReceiver receiver : bound) {
      SendOutcome outcome =
          isCovered(message)
              ? send(message, receiver)
              : new SendOutcome.Later("no time was left for " + receiver.receiverNo());
      if (outcome instanceof SendOutcome.Later || worst instanceof SendOutcome.Sent) {
        worst = outcome;
      }
    }
    return worst;
  }

  /** Whether one more call ends before the lease does. */
  private boolean isCovered(OutboxMessage message) {
    return clock.instant().isBefore(message.leaseUntil().minus(RESERVE));
  }

  private SendOutcome send(OutboxMessage message, MessageReceiver receiver) {
    try {
      TemplateMessageResult result =
          wechat.sendTemplateMessage(
              new TemplateMessageRequest(
                  message.messageNo(), message.scene(), receiver.openid(), message.fields()));
      if (result.status() == TemplateMessageResult.Status.SENT) {
        return new SendOutcome.Sent();
      }
      String problem = "errcode " + result.errorCode() + " for " + receiver.receiverNo();
      return result.retryable() ? new SendOutcome.Later(problem) : new SendOutcome.Refused(problem);
    } catch (FeignException e) {
      return new SendOutcome.Later("wechat-mp-service answered " + e.status());
    } catch (RuntimeException e) {
      // No instance known, connection refused: whatever it is, the row stays due.
      return new SendOutcome.Later(e.getClass().getSimpleName());
    }
  }

  private void settle(OutboxMessage message, SendOutcome outcome) {
    Instant now = clock.instant();
    if (outcome instanceof SendOutcome.Sent) {
      store.settle(message.messageNo(), owner, "SENT", null, now);
    } else if (outcome instanceof SendOutcome.NobodyBound) {
      store.settle(message.messageNo(), owner, "SKIPPED", "nobody is bound", now);
    } else if (outcome instanceof SendOutcome.Refused refused) {
      log.warn("Message {} is refused: {}", message.messageNo(), refused.problem());
      store.settle(message.messageNo(), owner, "FAILED", refused.problem(), now);
    } else if (outcome instanceof SendOutcome.Later later) {
      if (now.isAfter(message.createdAt().plus(GIVE_UP_AFTER))) {
        log.error("Message {} is given up: {}", message.messageNo(), later.problem());
        store.settle(message.messageNo(), owner, "FAILED", later.problem(), now);
      } else {
        log.info("Message {} waits: {}", message.messageNo(), later.problem());
        store.postpone(
            message.messageNo(), owner, now.plus(pauseAfter(message.attempts())), later.problem());
      }
    }
  }

  /** One second, doubled with each attempt, at most five minutes. */
  static Duration pauseAfter(int attempts) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 12));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
