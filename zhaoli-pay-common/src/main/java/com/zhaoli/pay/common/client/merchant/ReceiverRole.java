package com.zhaoli.pay.common.client.merchant;

import com.zhaoli.pay.common.client.wechat.MessageScene;

/** What a receiver of a merchant's messages is to the shop, and with it what he gets. */
public enum ReceiverRole {
  /** 店主: who applied, or who took that place. One for each merchant, always there; gets all. */
  OWNER,
  /** 财务: money that came, and money that went back. */
  FINANCE,
  /** 店员: money that came. */
  STAFF;

  /** Whether messages of this scene go to this role: the one place where that is said. */
  public boolean gets(MessageScene scene) {
    return switch (scene) {
      case PAYMENT_RESULT -> true;
      case REFUND_RESULT, DAILY_STATEMENT -> this != STAFF;
      case ONBOARDING_AUDIT, ENDPOINT_PAUSED -> this == OWNER;
      // Goes to whoever scanned, receiver or not.
      case RECEIVER_INVITATION -> false;
    };
  }
}
