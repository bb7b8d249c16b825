package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of app_key. */
@NullUnmarked
@TableName("app_key")
class AppKeyDO {
  String appId;
  String keyId;
  String secretSealed;
  String status;
  Instant createdAt;
  Instant expiresAt;
}
