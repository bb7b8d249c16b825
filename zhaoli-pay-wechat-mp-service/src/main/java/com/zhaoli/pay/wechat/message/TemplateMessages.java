package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Template messages of the main account, one for the same scene, business id and openid.
 *
 * <p>Guaranteed: of any number of calls, also at once, one at a time sends, and a message that
 * WeChat is known to have taken is never sent again. Where an answer was lost, the message is sent
 * again only within nine minutes of the first attempt, under the same client_msg_id, by which
 * WeChat recognises it for ten; after that it stays UNKNOWN and is not sent again, so a follower
 * may in this one case get nothing, but never two.
 */
@Service
public class TemplateMessages {
  private static final Logger log = LoggerFactory.getLogger(TemplateMessages.class);

  /** Longer than an attempt takes at the client's time-outs. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  private static final Duration CLIENT_MSG_ID_GUARDS = Duration.ofMinutes(9);
  private static final int MAX_BUSINESS_ID = 64;

  private final TemplateMessageStore store;
  private final MessageTemplates templates;
  private final WechatSender sender;
  private final OfficialAccounts accounts;
  private final MeterRegistry meters;
  private final Clock clock;

  TemplateMessages(
      TemplateMessageStore store,
      MessageTemplates templates,
      WechatSender sender,
      OfficialAccounts accounts,
      MeterRegistry meters,
      Clock clock) {
    this.store = store;
    this.templates = templates;
    this.sender = sender;
    this.accounts = accounts;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Sends the message, or tells what became of it.
   *
   * @throws ApiException REQUEST_INVALID
   */
  public TemplateMessageResult send(TemplateMessageRequest request) {
    check(request);
    TemplateMessageBO known = store.findOrInsert(request, clock.instant());
    Instant now = clock.instant();
    boolean claimed =
        store.claim(known.messageNo(), now, now.plus(LEASE), now.minus(CLIENT_MSG_ID_GUARDS));
    if (!claimed) {
      return resultOf(store.get(known.messageNo()), now);
    }
    TemplateMessageBO message = store.get(known.messageNo());
    SendOutcome outcome = attempt(message);
    tell(message, outcome);
    store.settle(message, now, outcome, clock.instant());
    return resultOf(store.get(message.messageNo()), clock.instant());
  }

  private SendOutcome attempt(TemplateMessageBO message) {
    Optional<MessageTemplate> template = templates.find(message.scene());
    if (template.isEmpty()) {
      return new SendOutcome.Misconfigured(null, "no template id for " + message.scene());
    }
    try {
      return sender.send(
          accounts.main(),
          message.openid(),
          template.get().templateId(),
          message.messageNo(),
          template.get().render(message.fields()));
    } catch (MessageTemplate.UnfitFieldException e) {
      return new SendOutcome.Misconfigured(null, String.valueOf(e.getMessage()));
    }
  }

  private void tell(TemplateMessageBO message, SendOutcome outcome) {
    meters
        .counter(
            "zhaoli.wechat.template.messages",
            "scene",
            message.scene().name(),
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
    if (outcome instanceof SendOutcome.Misconfigured misconfigured) {
      log.error(
          "Message {} cannot be sent as the account is set up: {}",
          message.messageNo(),
          misconfigured.problem());
    } else if (!(outcome instanceof SendOutcome.Accepted)) {
      log.warn(
          "Message {} to {}: {}", message.messageNo(), Openids.masked(message.openid()), outcome);
    }
  }

  /** WeChat's later report; false when no message has this number (yet). */
  public boolean recordDelivery(String wechatMsgId, String delivery) {
    return store.recordDelivery(wechatMsgId, delivery, clock.instant());
  }

  /** The newest messages to an openid first. */
  public List<TemplateMessageBO> newestTo(String openid, int limit) {
    return store.newestTo(openid, limit);
  }

  private static TemplateMessageResult resultOf(TemplateMessageBO message, Instant now) {
    return new TemplateMessageResult(
        message.messageNo(),
        message.status() == MessageStatus.SENT
            ? TemplateMessageResult.Status.SENT
            : TemplateMessageResult.Status.FAILED,
        message.wechatMsgId(),
        message.errorCode(),
        retryable(message, now));
  }

  private static boolean retryable(TemplateMessageBO message, Instant now) {
    return switch (message.status()) {
      case PENDING, NOT_SENT -> true;
      case SENT, REFUSED, MISCONFIGURED -> false;
      case SENDING, UNKNOWN -> {
        Instant first = message.firstSentAt();
        yield first == null || now.isBefore(first.plus(CLIENT_MSG_ID_GUARDS));
      }
    };
  }

  private static void check(TemplateMessageRequest request) {
    if (Arrays.asList(request.businessId(), request.openid(), request.scene(), request.fields())
        .contains(null)) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "body", "needs businessId, scene, openid and fields");
    }
    if (request.businessId().isBlank() || request.businessId().length() > MAX_BUSINESS_ID) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "businessId", "must have 1 to 64 characters");
    }
    if (!Openids.isOpenid(request.openid())) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "openid", "is no openid");
    }
  }
}
