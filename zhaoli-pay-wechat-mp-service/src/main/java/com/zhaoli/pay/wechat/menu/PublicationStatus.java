package com.zhaoli.pay.wechat.menu;

/** How far a publication is. */
public enum PublicationStatus {
  /** Under way, or without a known outcome: the sweep goes on with it. */
  RUNNING,
  DONE,
  /** WeChat refused it, perhaps after it had taken a part of it. */
  REFUSED,
  /** It was not completed in its time; what is live is to be looked at. */
  GIVEN_UP
}
