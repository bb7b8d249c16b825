package com.zhaoli.pay.notify.template;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.notify.endpoint.PausedEndpoints;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells the people of a merchant in WeChat that its endpoint was paused. Tried again every minute,
 * for a day; wechat-mp-service sends one message for the same pause and person.
 */
@Component
class PauseNotices {
  private static final Logger log = LoggerFactory.getLogger(PauseNotices.class);
  private static final int AT_ONCE = 10;
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
  private static final Duration GIVE_UP = Duration.ofDays(1);

  private final PausedEndpoints paused;
  private final ReceiverDirectory directory;
  private final WechatInternalApi wechat;
  private final Clock clock;

  PauseNotices(
      PausedEndpoints paused, ReceiverDirectory directory, WechatInternalApi wechat, Clock clock) {
    this.paused = paused;
    this.directory = directory;
    this.wechat = wechat;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.pause-notice-interval:5s}")
  void tell() {
    try {
      Instant now = clock.instant();
      for (WebhookEndpointBO endpoint : paused.leaseUntold(AT_ONCE, now, now.plus(TRY_AGAIN))) {
        Instant pausedAt = Objects.requireNonNull(endpoint.pausedAt());
        if (isTold(endpoint, pausedAt) || pausedAt.plus(GIVE_UP).isBefore(now)) {
          paused.told(endpoint.endpointNo(), pausedAt);
        }
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("Merchants are not told of paused endpoints: {}", e.getMessage());
    }
  }

  private boolean isTold(WebhookEndpointBO endpoint, Instant pausedAt) {
    List<MessageReceiver> receivers;
    try {
      receivers = directory.receivers(endpoint.merchantNo());
    } catch (RuntimeException e) {
      warn(endpoint, e);
      return false;
    }
    boolean all = true;
    for (MessageReceiver receiver : receivers) {
      if (receiver.gets(MessageScene.ENDPOINT_PAUSED)) {
        all &= isTold(endpoint, pausedAt, receiver);
      }
    }
    return all;
  }

  private boolean isTold(WebhookEndpointBO endpoint, Instant pausedAt, MessageReceiver receiver) {
    TemplateMessageResult result;
    try {
      result =
          wechat.sendTemplateMessage(
              new TemplateMessageRequest(
                  endpoint.endpointNo() + "-" + pausedAt.toEpochMilli(),
                  MessageScene.ENDPOINT_PAUSED,
                  receiver.openid(),
                  Map.of(
                      "endpoint", host(endpoint),
                      "reason", Objects.requireNonNullElse(endpoint.pauseReason(), "-"),
                      "pausedAt", ResultFields.time(pausedAt))));
    } catch (RuntimeException e) {
      // Those behind this one are told all the same.
      warn(endpoint, e);
      return false;
    }
    // What WeChat refuses for good is not repeated for a day; it is in wechat-mp-service's log.
    return result.status() == TemplateMessageResult.Status.SENT || !result.retryable();
  }

  private static void warn(WebhookEndpointBO endpoint, RuntimeException e) {
    log.warn(
        "The people of {} are not told that endpoint {} is paused: {}",
        endpoint.merchantNo(),
        endpoint.endpointNo(),
        e.getClass().getSimpleName());
  }

  /** Not the whole address, which may hold what is nobody's business. */
  private static String host(WebhookEndpointBO endpoint) {
    String url = endpoint.url();
    String host = url == null ? null : URI.create(url).getHost();
    return host == null ? endpoint.endpointNo() : host;
  }
}
