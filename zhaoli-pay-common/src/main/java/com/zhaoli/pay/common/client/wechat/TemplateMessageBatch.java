package com.zhaoli.pay.common.client.wechat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Template messages that are sent together.
 *
 * @param account app id of the official account; null for the main one, whose followers merchants
 *     are
 * @param messages at most 500
 */
public record TemplateMessageBatch(@Nullable String account, List<Entry> messages) {
  public TemplateMessageBatch {
    messages = List.copyOf(messages);
  }

  /**
   * One message, to a follower or to those receivers of a merchant that get messages of the scene:
   * either {@code openid} or {@code merchantNo}. The same scene, businessId and openid is one
   * message, however often and in whatever batch it is named.
   *
   * @param businessId what the message is about; at most 64 characters
   * @param fields values by the scene's field names
   */
  public record Entry(
      String businessId,
      MessageScene scene,
      @Nullable String openid,
      @Nullable String merchantNo,
      Map<String, String> fields) {}
}
