package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of follower_change. */
@NullUnmarked
@TableName("follower_change")
class ChangeDO {
  @TableId(type = IdType.INPUT)
  String changeNo;

  String appId;
  String kind;
  Integer tagId;
  String tagName;
  String text;
  String former;
  String reason;
  String operatorNo;
  String status;
  int total;
  int done;
  int refused;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  Integer errorCode;
  String problem;
  Instant askedAt;
  Instant createdAt;
  Instant settledAt;
}
