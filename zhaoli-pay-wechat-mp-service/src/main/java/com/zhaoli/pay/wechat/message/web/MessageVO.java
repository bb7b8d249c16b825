package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.MessageHistoryBO;
import com.zhaoli.pay.wechat.message.MessageStatus;
import com.zhaoli.pay.wechat.message.TemplateMessageBO;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as operators see it.
 *
 * @param history what happened to it, the oldest first; absent in a list
 */
record MessageVO(
    String messageNo,
    String account,
    MessageScene scene,
    String businessId,
    String openid,
    Map<String, String> fields,
    MessageStatus status,
    int attempts,
    int resends,
    @Nullable String wechatMsgId,
    @Nullable Integer errorCode,
    @Nullable String problem,
    @Nullable String delivery,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    Instant updatedAt,
    boolean resendable,
    @Nullable List<MessageHistoryBO> history) {
  static MessageVO of(TemplateMessageBO message, @Nullable List<MessageHistoryBO> history) {
    return new MessageVO(
        message.messageNo(),
        message.appId(),
        message.scene(),
        message.businessId(),
        message.openid(),
        message.fields(),
        message.status(),
        message.attempts(),
        message.resends(),
        message.wechatMsgId(),
        message.errorCode(),
        message.problem(),
        message.delivery(),
        message.nextAttemptAt(),
        message.createdAt(),
        message.updatedAt(),
        message.isResendable(),
        history);
  }
}
