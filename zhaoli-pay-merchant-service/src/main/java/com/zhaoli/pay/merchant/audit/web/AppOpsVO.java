package com.zhaoli.pay.merchant.audit.web;

import com.zhaoli.pay.merchant.app.AppBO;
import com.zhaoli.pay.merchant.app.AppStatus;
import com.zhaoli.pay.merchant.app.KeyBO;
import com.zhaoli.pay.merchant.app.KeyStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An app as operators see it, with its newest keys and without their secrets. */
record AppOpsVO(String appId, String merchantNo, AppStatus status, List<KeyOpsVO> keys) {
  static AppOpsVO of(AppBO app, List<KeyBO> keys) {
    return new AppOpsVO(
        app.appId(), app.merchantNo(), app.status(), keys.stream().map(KeyOpsVO::of).toList());
  }

  /** A key as operators see it. */
  record KeyOpsVO(String keyId, KeyStatus status, Instant createdAt, @Nullable Instant expiresAt) {
    static KeyOpsVO of(KeyBO key) {
      return new KeyOpsVO(key.keyId(), key.status(), key.createdAt(), key.expiresAt());
    }
  }
}
