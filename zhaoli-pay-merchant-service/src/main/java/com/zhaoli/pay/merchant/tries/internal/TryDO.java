package com.zhaoli.pay.merchant.tries.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of login_attempt, whose key is the digest of whoever tries. */
@NullUnmarked
@TableName("login_attempt")
class TryDO {
  /** Logins came first: the column has its name from them. */
  @TableId(type = IdType.INPUT)
  String usernameHash;

  int failed;
  Instant lockedUntil;
  Instant updatedAt;
}
