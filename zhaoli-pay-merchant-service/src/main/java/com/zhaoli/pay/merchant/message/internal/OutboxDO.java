package com.zhaoli.pay.merchant.message.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of message_outbox. */
@NullUnmarked
@TableName("message_outbox")
class OutboxDO {
  @TableId(type = IdType.INPUT)
  String messageNo;

  String merchantNo;
  String scene;
  String fieldsJson;
  String status;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  Instant leaseUntil;
  String lastProblem;
  Instant createdAt;
  Instant settledAt;
}
