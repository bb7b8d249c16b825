package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Template messages, one for the same scene, business id and openid.
 *
 * <p>Guaranteed: of any number of calls, also at once, one at a time sends, and a message that
 * WeChat is known to have taken is never sent again. Where an answer was lost, the message is sent
 * again only within nine minutes of the first attempt, under the same client_msg_id, by which
 * WeChat recognises it for ten; after that it stays UNKNOWN and is not sent again unless an
 * operator wants it, so a follower may in this one case get nothing, but never two. What surely was
 * not sent is tried again, by the caller's next call or by the sweep, until it is given up.
 *
 * <p>Of a message that WeChat recognises by its client_msg_id nobody knows the number: it is the
 * report of a number that is not known either which tells it, where the follower has no other such
 * message. Without one in time the message's delivery is unknown for good.
 */
@Service
public class TemplateMessages {
  private static final int MAX_HISTORY = 100;

  private final TemplateMessageStore store;
  private final MessageAttempts attempts;
  private final OfficialAccounts accounts;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final TemplateProperties properties;
  private final Clock clock;

  TemplateMessages(
      TemplateMessageStore store,
      MessageAttempts attempts,
      OfficialAccounts accounts,
      AuditLog auditLog,
      TransactionTemplate transaction,
      TemplateProperties properties,
      Clock clock) {
    this.store = store;
    this.attempts = attempts;
    this.accounts = accounts;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Sends the message from the main account, or tells what became of it.
   *
   * @throws ApiException REQUEST_INVALID, WECHAT_UNAVAILABLE while the account has no credentials
   */
  public TemplateMessageResult send(TemplateMessageRequest request) {
    return send(accounts.main(), request);
  }

  /**
   * Sends the message, or tells what became of it.
   *
   * @throws ApiException REQUEST_INVALID, WECHAT_UNAVAILABLE while the account has no credentials
   */
  public TemplateMessageResult send(OfficialAccount account, TemplateMessageRequest request) {
    MessageRequests.check("", request);
    Instant now = clock.instant();
    TemplateMessageBO known =
        store
            .findOrInsert(
                account.appId(),
                List.of(request),
                now,
                now.plus(MessageAttempts.LEASE),
                now.plus(properties.giveUpAfter()))
            .values()
            .iterator()
            .next();
    attempts.attempt(known);
    return resultOf(store.get(known.messageNo()), clock.instant());
  }

  /** WeChat's later report; false when it is not known (yet) which message it is about. */
  public boolean recordDelivery(DeliveryReport report) {
    return store.recordDelivery(report, clock.instant());
  }

  /** The newest first. */
  public List<TemplateMessageBO> search(MessageSearch search) {
    return store.search(search);
  }

  /**
   * One message.
   *
   * @throws ApiException MESSAGE_NOT_FOUND
   */
  public TemplateMessageBO get(String messageNo) {
    return store.find(messageNo).orElseThrow(() -> new ApiException(ErrorCode.MESSAGE_NOT_FOUND));
  }

  /** What happened to a message, the oldest first; the newest hundred. */
  public List<MessageHistoryBO> history(String messageNo) {
    return store.history(messageNo, MAX_HISTORY);
  }

  /**
   * Sends a message once more, as a new one for WeChat.
   *
   * @throws ApiException MESSAGE_NOT_FOUND, MESSAGE_STATE_INVALID for one that did not fail, or
   *     that somebody has taken up meanwhile
   */
  public TemplateMessageBO resend(String messageNo, String operatorNo, String reason) {
    TemplateMessageBO message = get(messageNo);
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          boolean ours =
              message.isResendable()
                  && store.resend(
                      message, operatorNo, reason, now.plus(properties.giveUpAfter()), now);
          if (!ours) {
            throw ApiException.of(
                ErrorCode.MESSAGE_STATE_INVALID, "status", get(messageNo).status().name());
          }
          auditLog.append(operatorNo, AuditAction.MESSAGE_RESENT, messageNo, reason);
        });
    attempts.attempt(get(messageNo));
    return get(messageNo);
  }

  private static TemplateMessageResult resultOf(TemplateMessageBO message, Instant now) {
    boolean taken =
        message.status() == MessageStatus.SENT || message.status() == MessageStatus.UNDELIVERED;
    return new TemplateMessageResult(
        message.messageNo(),
        taken ? TemplateMessageResult.Status.SENT : TemplateMessageResult.Status.FAILED,
        message.wechatMsgId(),
        message.errorCode(),
        retryable(message, now));
  }

  private static boolean retryable(TemplateMessageBO message, Instant now) {
    return switch (message.status()) {
      case PENDING, NOT_SENT -> true;
      case SENT, UNDELIVERED, REFUSED, MISCONFIGURED -> false;
      case SENDING, UNKNOWN -> {
        Instant first = message.firstSentAt();
        yield first == null || now.isBefore(first.plus(Settlement.GUARD));
      }
    };
  }
}
