package com.zhaoli.pay.wechat.reply.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyRuleBO;
import com.zhaoli.pay.wechat.reply.ReplyRuleDraft;
import com.zhaoli.pay.wechat.reply.RuleKind;
import com.zhaoli.pay.wechat.reply.TimeWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule as operators see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplyRuleVO(
    String ruleNo,
    String account,
    String name,
    RuleKind kind,
    String pattern,
    int priority,
    @Nullable TimeWindow window,
    List<Reply> replies,
    boolean enabled,
    long version,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {

  static ReplyRuleVO of(ReplyRuleBO rule) {
    ReplyRuleDraft draft = rule.rule();
    return new ReplyRuleVO(
        rule.ruleNo(),
        draft.account(),
        draft.name(),
        draft.kind(),
        draft.pattern(),
        draft.priority(),
        draft.window(),
        draft.replies(),
        rule.enabled(),
        rule.version(),
        rule.createdAt(),
        rule.createdBy(),
        rule.updatedAt(),
        rule.updatedBy());
  }
}
