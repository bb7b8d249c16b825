package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of operator_account. */
@NullUnmarked
@TableName("operator_account")
class OperatorDO {
  @TableId(type = IdType.INPUT)
  String operatorNo;

  String username;
  String passwordHash;
  Instant initialUntil;
  String roles;
  String status;
  Instant createdAt;
}
