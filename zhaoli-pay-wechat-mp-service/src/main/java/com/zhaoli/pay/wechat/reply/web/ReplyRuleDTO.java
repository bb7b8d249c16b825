package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.wechat.reply.ReplyRuleDraft;
import com.zhaoli.pay.wechat.reply.RuleKind;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as an operator writes it.
 *
 * @param account the app id of the account whose followers it answers; what the query says unless
 *     it is said here
 * @param pattern not for ON_SUBSCRIBE
 * @param priority 0 unless it is said
 * @param enabled true unless it is said; of a new rule only
 * @param expectedVersion the version that the operator saw; of a change only
 */
record ReplyRuleDTO(
    @Nullable String account,
    @NotNull String name,
    @NotNull RuleKind kind,
    @Nullable String pattern,
    @Nullable Integer priority,
    @Nullable WindowDTO window,
    @NotNull @Size(min = 1, max = 4) List<@NotNull ReplyDTO> replies,
    @Nullable Boolean enabled,
    @Nullable Long expectedVersion) {

  /** The account that is said here, or else this one. */
  @Nullable String accountOr(@Nullable String other) {
    return account == null ? other : account;
  }

  /** What it says, for the account of this app id. */
  ReplyRuleDraft draft(String appId) {
    return new ReplyRuleDraft(
        appId,
        name,
        kind,
        pattern == null ? "" : pattern,
        priority == null ? 0 : priority,
        window == null ? null : window.window(),
        replies.stream().map(ReplyDTO::reply).toList());
  }
}
