package com.zhaoli.pay.wechat.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is answered to an act. Does not print what is said. */
public record ReplyPlan(ReplySource source, @Nullable String ruleNo, List<Reply> replies) {
  public ReplyPlan {
    replies = List.copyOf(replies);
  }

  static ReplyPlan of(ReplySource source, String text) {
    Reply.Text reply = new Reply.Text(text);
    return reply.content().isBlank()
        ? new ReplyPlan(ReplySource.NONE, null, List.of())
        : new ReplyPlan(source, null, List.of(reply));
  }

  @Override
  public String toString() {
    return "ReplyPlan[" + source + "]";
  }
}
