package com.zhaoli.pay.wechat.reply;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a follower did and how it was answered. Does not print what was said.
 *
 * @param reply what was said, or is to be; empty while that is not known, or where nothing is
 * @param source where the reply comes from; null while that is not known
 * @param ruleNo the rule that answered
 * @param passive whether the first part was the answer to the push itself
 * @param partsBegun how many parts were handed over or are being sent
 */
public record ConversationBO(
    long id,
    FollowerAct act,
    List<Reply> reply,
    @Nullable ReplySource source,
    @Nullable String ruleNo,
    boolean passive,
    int partsBegun,
    ConversationStatus status,
    int attempts,
    @Nullable String problem,
    Instant createdAt,
    @Nullable Instant settledAt) {
  public ConversationBO {
    reply = List.copyOf(reply);
  }

  @Override
  public String toString() {
    return "ConversationBO[" + id + " " + status + "]";
  }
}
