package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template message to one follower.
 *
 * @param appId the account that sends it; empty for the main one
 * @param clientMsgId what WeChat knows it by; another after each resend
 * @param resends how often operators had it sent once more
 * @param firstSentAt when an attempt under this clientMsgId may first have reached WeChat; null
 *     while none did
 * @param nextAttemptAt when the service goes on with it; null when it does not
 * @param giveUpAt until when it goes on with what WeChat surely did not get
 * @param delivery WeChat's words for what reached the phone, reported later
 */
public record TemplateMessageBO(
    String messageNo,
    String appId,
    MessageScene scene,
    String businessId,
    String openid,
    Map<String, String> fields,
    MessageStatus status,
    int attempts,
    String clientMsgId,
    int resends,
    @Nullable Instant firstSentAt,
    @Nullable Instant nextAttemptAt,
    Instant giveUpAt,
    @Nullable String wechatMsgId,
    @Nullable Integer errorCode,
    @Nullable String problem,
    @Nullable String delivery,
    Instant createdAt,
    Instant updatedAt) {
  private static final Set<MessageStatus> FAILED =
      Set.of(
          MessageStatus.UNDELIVERED,
          MessageStatus.REFUSED,
          MessageStatus.NOT_SENT,
          MessageStatus.MISCONFIGURED);

  public TemplateMessageBO {
    fields = Map.copyOf(fields);
  }

  /** Whether an operator may have it sent once more: it failed, or nobody will ever know. */
  public boolean isResendable() {
    return FAILED.contains(status) || (status == MessageStatus.UNKNOWN && nextAttemptAt == null);
  }
}
