package com.zhaoli.pay.merchant.onboarding.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of onboarding_session. */
@NullUnmarked
@TableName("onboarding_session")
class OnboardingDO {
  @TableId(type = IdType.INPUT)
  String qrToken;

  String browserHash;
  String scene;
  String ticket;
  String qrUrl;
  String status;
  String openid;
  String scannerHash;
  Instant scannedAt;
  String merchantNo;
  long version;
  Instant createdAt;
  Instant expiresAt;
}
