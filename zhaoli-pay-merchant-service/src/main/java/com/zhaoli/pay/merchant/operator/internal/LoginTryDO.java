package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of login_attempt. */
@NullUnmarked
@TableName("login_attempt")
class LoginTryDO {
  @TableId(type = IdType.INPUT)
  String usernameHash;

  int failed;
  Instant lockedUntil;
  Instant updatedAt;
}
