package com.zhaoli.pay.common.client.wechat;

import org.jspecify.annotations.Nullable;

/**
 * What became of a template message.
 *
 * @param status SENT when WeChat took it; FAILED otherwise
 * @param wechatMsgId WeChat's number of the message, where it took it
 * @param errorCode WeChat's errcode, where it refused
 * @param retryable whether the same request may succeed later
 */
public record TemplateMessageResult(
    String messageNo,
    Status status,
    @Nullable String wechatMsgId,
    @Nullable Integer errorCode,
    boolean retryable) {

  /** Outcome at WeChat's API; whether the phone got it is reported later by an event. */
  public enum Status {
    SENT,
    FAILED
  }
}
