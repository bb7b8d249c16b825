package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One attempt to send a message, whoever makes it: the caller's own call, a batch, or the sweep.
 * The database decides who may; no transaction is open while WeChat is called.
 */
@Component
class MessageAttempts {
  private static final Logger log = LoggerFactory.getLogger(MessageAttempts.class);

  /** Longer than an attempt takes at the client's time-outs. */
  static final Duration LEASE = Duration.ofSeconds(20);

  private final TemplateMessageStore store;
  private final MessageTemplates templates;
  private final OfficialAccounts accounts;
  private final WechatSender sender;
  private final TemplateUsage usage;
  private final Clock clock;

  MessageAttempts(
      TemplateMessageStore store,
      MessageTemplates templates,
      OfficialAccounts accounts,
      WechatSender sender,
      TemplateUsage usage,
      Clock clock) {
    this.store = store;
    this.templates = templates;
    this.accounts = accounts;
    this.sender = sender;
    this.usage = usage;
    this.clock = clock;
  }

  /** What an attempt came to, and by which template. */
  private record Attempt(String templateId, SendOutcome outcome) {}

  /** Goes on with a message that the sweep found to be due, unless somebody else has. */
  void goOn(TemplateMessageBO found) {
    Instant now = clock.instant();
    if (found.status() == MessageStatus.SENT) {
      if (store.leaveUnreported(found, now)) {
        log.warn("Nobody knows whether message {} was delivered", found.messageNo());
      }
      return;
    }
    Instant guardedFrom = now.minus(Settlement.GUARD);
    Instant first = found.firstSentAt();
    boolean perhapsSent =
        found.status() == MessageStatus.UNKNOWN || found.status() == MessageStatus.SENDING;
    if (perhapsSent && first != null && !first.isAfter(guardedFrom)) {
      if (store.abandon(found, guardedFrom, now)) {
        log.warn(
            "Message {} to {} was perhaps sent and is not sent again",
            found.messageNo(),
            Openids.masked(found.openid()));
      }
      return;
    }
    attempt(found, now);
  }

  /** Sends a message now, unless it is not to be sent (any more) or somebody else does. */
  void attempt(TemplateMessageBO found) {
    attempt(found, null);
  }

  private void attempt(TemplateMessageBO found, @Nullable Instant dueBy) {
    OfficialAccount account;
    String appId;
    try {
      account = found.appId().isEmpty() ? accounts.main() : accounts.require(found.appId());
      appId = account.appId();
    } catch (ApiException e) {
      attempt(found, dueBy, found.appId(), null);
      return;
    }
    Instant stoppedUntil = usage.stoppedUntil(appId);
    if (stoppedUntil == null) {
      attempt(found, dueBy, appId, account);
    } else if (dueBy != null || found.status() != MessageStatus.SENDING) {
      store.postpone(found, whileGuarded(found, stoppedUntil));
    }
  }

  private static Instant whileGuarded(TemplateMessageBO message, Instant until) {
    Instant first = message.firstSentAt();
    Instant end = first == null ? until : first.plus(Settlement.GUARD);
    return end.isBefore(until) ? end : until;
  }

  /** An account that cannot be used is a fault of ours, and the message waits. */
  private void attempt(
      TemplateMessageBO found,
      @Nullable Instant dueBy,
      String appId,
      @Nullable OfficialAccount account) {
    Instant now = clock.instant();
    boolean claimed =
        store.claim(found.messageNo(), now, now.plus(LEASE), now.minus(Settlement.GUARD), dueBy);
    if (!claimed) {
      return;
    }
    TemplateMessageBO message = store.get(found.messageNo());
    Attempt attempt =
        account == null
            ? new Attempt(
                "", new SendOutcome.Misconfigured(null, "the official account cannot be used"))
            : send(account, message);
    usage.count(appId, message.scene(), attempt.templateId(), attempt.outcome());
    Instant stoppedUntil = stopIfUsedUp(appId, attempt.outcome());
    Settlement settlement =
        Settlement.of(message, now, attempt.outcome(), clock.instant(), stoppedUntil);
    store.settle(message, settlement, clock.instant());
    tell(message, attempt.outcome(), settlement);
  }

  private Attempt send(OfficialAccount account, TemplateMessageBO message) {
    MessageTemplate template = templates.forSending(account, message.scene());
    String templateId = template.templateId();
    if (templateId == null) {
      return new Attempt(
          "", new SendOutcome.Misconfigured(null, "no template id for " + message.scene()));
    }
    try {
      return new Attempt(
          templateId,
          sender.send(
              account,
              message.openid(),
              templateId,
              message.clientMsgId(),
              template.render(message.fields())));
    } catch (MessageTemplate.UnfitFieldException e) {
      return new Attempt(
          templateId, new SendOutcome.Misconfigured(null, String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Instant stopIfUsedUp(String appId, SendOutcome outcome) {
    boolean usedUp =
        outcome instanceof SendOutcome.NotSent notSent
            && Integer.valueOf(Errcodes.DAILY_QUOTA).equals(notSent.errcode());
    return usedUp ? usage.stop(appId) : null;
  }

  private static void tell(TemplateMessageBO message, SendOutcome outcome, Settlement settlement) {
    if (outcome instanceof SendOutcome.Misconfigured misconfigured) {
      log.error(
          "Message {} cannot be sent as the account is set up: {}",
          message.messageNo(),
          misconfigured.problem());
    } else if (!(outcome instanceof SendOutcome.Accepted)) {
      log.warn(
          "Message {} to {}: {}", message.messageNo(), Openids.masked(message.openid()), outcome);
    }
    if (settlement.givesUp()) {
      log.error("Message {} is given up: {}", message.messageNo(), settlement.problem());
    }
  }
}
