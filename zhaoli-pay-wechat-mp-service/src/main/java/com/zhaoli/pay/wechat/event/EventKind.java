package com.zhaoli.pay.wechat.event;

/** Events that somebody must hear of, or that are to be on record. */
public enum EventKind {
  /** A follower scanned one of our QR codes, or began to follow by it. */
  SCAN,
  /** Somebody began to follow, by no QR code. */
  FOLLOW,
  /** A follower left. */
  UNBINDING,
  /** WeChat tells whether a template message reached the phone. */
  DELIVERY_REPORT,
  /** A follower tapped a button of the menu that tells us so by its key. */
  MENU_CLICK,
  /** A follower tapped a button of the menu that leads somewhere. */
  MENU_VIEW
}
