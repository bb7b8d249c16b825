package com.zhaoli.pay.wechat.trail;

/** What operators do to the official account that is put on record. */
public enum AuditAction {
  REPLY_RULE_CREATED,
  REPLY_RULE_CHANGED,
  REPLY_RULE_ENABLED,
  REPLY_RULE_DISABLED,
  REPLY_RULE_DELETED,
  CONVERSATIONS_READ,
  FOLLOWERS_TAG_BEGUN,
  FOLLOWERS_UNTAG_BEGUN,
  FOLLOWER_REMARK_BEGUN,
  FOLLOWERS_BLOCK_BEGUN,
  FOLLOWERS_UNBLOCK_BEGUN,
  TAG_CREATE_BEGUN,
  TAG_RENAME_BEGUN,
  TAG_DELETE_BEGUN,
  /** What a change of followers or tags came to. */
  FOLLOWER_CHANGE_ENDED,
  FOLLOWER_SYNC_BEGUN,
  FOLLOWER_SYNC_STOPPED,
  QR_CODE_CREATED,
  QR_CODE_CHANGED,
  QR_CODE_ENABLED,
  QR_CODE_DISABLED,
  TEMPLATE_CHANGED,
  /** A template message is to be sent once more. */
  MESSAGE_RESENT,
  MENU_DRAFTED,
  MENU_EDITED,
  MENU_DISCARDED,
  /** A version is to become live for the first time. */
  MENU_PUBLISH_BEGUN,
  /** A version that was published before is to become live again. */
  MENU_ROLLBACK_BEGUN,
  MENU_PUBLISHED,
  /** WeChat refused a publication, perhaps after it had taken a part of it. */
  MENU_REFUSED,
  /** A publication was not completed in its time. */
  MENU_GIVEN_UP
}
