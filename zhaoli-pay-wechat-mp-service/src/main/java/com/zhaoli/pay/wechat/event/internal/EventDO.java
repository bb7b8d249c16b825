package com.zhaoli.pay.wechat.event.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of wechat_event. */
@NullUnmarked
@TableName("wechat_event")
class EventDO {
  @TableId(type = IdType.INPUT)
  String eventNo;

  String appId;
  String dedupKey;
  String kind;
  String openid;
  String subject;
  String outcome;
  Instant occurredAt;
  String status;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  Instant leaseUntil;
  String lastProblem;
  Instant createdAt;
  Instant settledAt;
}
