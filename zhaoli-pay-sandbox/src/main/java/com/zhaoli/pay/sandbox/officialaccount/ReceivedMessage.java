package com.zhaoli.pay.sandbox.officialaccount;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a WeChat user has in the chat with the account.
 *
 * @param template the message scene that the template serves
 * @param data a template message's values as the user sees them, cut to what WeChat shows
 * @param content the text of a reply or of a customer-service message
 * @param msgId WeChat's number of a template message
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceivedMessage(
    String messageId,
    String openid,
    Type type,
    @Nullable String template,
    @Nullable String templateId,
    @Nullable Map<String, String> data,
    @Nullable String url,
    @Nullable String content,
    @Nullable Long msgId,
    Instant receivedAt) {

  /** How the message came. */
  public enum Type {
    /** Sent by the account as a template message. */
    TEMPLATE,
    /** Answered by the account to what the user did. */
    REPLY,
    /** Sent by the account after what the user did, as a customer-service message. */
    CUSTOMER_SERVICE
  }
}
