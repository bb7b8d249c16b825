package com.zhaoli.pay.wechat.reply;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a QR code gives to who scans it. */
public interface SceneAnswers {

  /**
   * An answer: messages, or the rule of a menu's key, or neither.
   *
   * @param replyKey null where the messages are the answer
   */
  record SceneAnswer(List<Reply> replies, @Nullable String replyKey) {
    public SceneAnswer {
      replies = List.copyOf(replies);
    }
  }

  /** Empty where the scene is none of this account's that gives something and is in force. */
  Optional<SceneAnswer> find(String appId, String scene);
}
