package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of operator_session. */
@NullUnmarked
@TableName("operator_session")
class OperatorSessionDO {
  @TableId(type = IdType.INPUT)
  String tokenHash;

  String sessionNo;
  String operatorNo;
  Instant createdAt;
  Instant expiresAt;
  String address;
  boolean inBrowser;
}
