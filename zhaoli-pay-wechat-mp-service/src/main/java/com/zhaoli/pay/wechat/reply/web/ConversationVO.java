package com.zhaoli.pay.wechat.reply.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.ConversationBO;
import com.zhaoli.pay.wechat.reply.ConversationStatus;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplySource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a follower did and was answered, as operators see it. Does not print what was said. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationVO(
    long id,
    String account,
    String openid,
    ActKind kind,
    String content,
    List<Reply> reply,
    @Nullable ReplySource source,
    @Nullable String ruleNo,
    boolean passive,
    ConversationStatus status,
    @Nullable String problem,
    Instant createdAt,
    @Nullable Instant settledAt) {

  static ConversationVO of(ConversationBO conversation) {
    return new ConversationVO(
        conversation.id(),
        conversation.act().account(),
        conversation.act().openid(),
        conversation.act().kind(),
        conversation.act().content(),
        conversation.reply(),
        conversation.source(),
        conversation.ruleNo(),
        conversation.passive(),
        conversation.status(),
        conversation.problem(),
        conversation.createdAt(),
        conversation.settledAt());
  }

  @Override
  public String toString() {
    return "ConversationVO[" + id + " " + status + "]";
  }
}
