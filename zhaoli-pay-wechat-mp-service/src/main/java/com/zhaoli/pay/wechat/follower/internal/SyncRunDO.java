package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of follower_sync. */
@NullUnmarked
@TableName("follower_sync")
class SyncRunDO {
  @TableId(type = IdType.INPUT)
  String runNo;

  String appId;
  String runningAppId;
  String status;
  String phase;
  String position;
  int total;
  int listed;
  int found;
  int gone;
  int blocked;
  int calls;
  int restarts;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  String problem;
  String startedBy;
  Instant startedAt;
  Instant settledAt;
}
