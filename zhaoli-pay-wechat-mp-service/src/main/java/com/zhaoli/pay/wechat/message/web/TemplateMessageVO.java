package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.MessageStatus;
import com.zhaoli.pay.wechat.message.TemplateMessageBO;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as operators see it. */
record TemplateMessageVO(
    String messageNo,
    MessageScene scene,
    String businessId,
    Map<String, String> fields,
    MessageStatus status,
    int attempts,
    @Nullable String wechatMsgId,
    @Nullable Integer errorCode,
    @Nullable String problem,
    @Nullable String delivery,
    Instant createdAt,
    Instant updatedAt) {
  static TemplateMessageVO of(TemplateMessageBO message) {
    return new TemplateMessageVO(
        message.messageNo(),
        message.scene(),
        message.businessId(),
        message.fields(),
        message.status(),
        message.attempts(),
        message.wechatMsgId(),
        message.errorCode(),
        message.problem(),
        message.delivery(),
        message.createdAt(),
        message.updatedAt());
  }
}
