package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of credential_change. */
@NullUnmarked
@TableName("credential_change")
class CredentialChangeDO {
  @TableId(type = IdType.AUTO)
  Long id;

  String appId;
  Instant dueAt;
}
