package com.zhaoli.pay.wechat.trail;

/** What operators do to the official account that is put on record. */
public enum AuditAction {
  REPLY_RULE_CREATED,
  REPLY_RULE_CHANGED,
  REPLY_RULE_ENABLED,
  REPLY_RULE_DISABLED,
  REPLY_RULE_DELETED,
  CONVERSATIONS_READ
}
