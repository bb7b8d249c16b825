package com.zhaoli.pay.wechat.reply;

import java.time.Instant;

/**
 * A rule as it is kept.
 *
 * @param version counts its changes
 */
public record ReplyRuleBO(
    String ruleNo,
    ReplyRuleDraft rule,
    boolean enabled,
    long version,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {}
