package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.client.wechat.QrPurpose;

/** What a scan of a QR code is for. */
public enum ScenePurpose {
  /** A merchant joins; its business id is the onboarding's qrToken. */
  ONBOARDING(false),
  /** Somebody is to get a merchant's messages; its business id is the invitation's number. */
  RECEIVER(false),
  /** A poster in a store. */
  STORE_POSTER(true),
  /** A way by which followers come, such as a campaign or a partner. */
  CHANNEL(true);

  private final boolean permanent;

  ScenePurpose(boolean permanent) {
    this.permanent = permanent;
  }

  /** Whether operators make permanent codes for it; for the others services make temporary ones. */
  public boolean isPermanent() {
    return permanent;
  }

  static ScenePurpose of(QrPurpose purpose) {
    return switch (purpose) {
      case ONBOARDING -> ONBOARDING;
      case RECEIVER -> RECEIVER;
    };
  }
}
