package com.zhaoli.pay.common.client.wechat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the messages of a batch, in its order. */
public record TemplateMessageBatchResult(List<Item> results) {
  public TemplateMessageBatchResult {
    results = List.copyOf(results);
  }

  /** What became of a message. */
  public enum Status {
    /** WeChat took it. */
    SENT,
    /** It is stored and wechat-mp-service goes on with it: the caller need not. */
    KEPT,
    /** It is stored and will not be sent by itself. */
    FAILED,
    /** The merchant has no receiver for messages of this scene. */
    NOBODY,
    /** Its receivers could not be looked up and nothing was stored: worth another try. */
    NOT_TAKEN
  }

  /**
   * One message; an entry with a merchantNo has one for each of the merchant's receivers.
   *
   * @param index of the entry in the batch, from 0
   * @param messageNo null where nothing was stored
   * @param errorCode WeChat's errcode, where it refused
   */
  public record Item(
      int index,
      String businessId,
      Status status,
      @Nullable String messageNo,
      @Nullable Integer errorCode) {}
}
