package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template message to one follower.
 *
 * @param firstSentAt when an attempt may first have reached WeChat; null while none did
 * @param delivery WeChat's words for what reached the phone, reported later
 */
public record TemplateMessageBO(
    String messageNo,
    MessageScene scene,
    String businessId,
    String openid,
    Map<String, String> fields,
    MessageStatus status,
    int attempts,
    @Nullable Instant firstSentAt,
    @Nullable String wechatMsgId,
    @Nullable Integer errorCode,
    @Nullable String problem,
    @Nullable String delivery,
    Instant createdAt,
    Instant updatedAt) {
  public TemplateMessageBO {
    fields = Map.copyOf(fields);
  }
}
