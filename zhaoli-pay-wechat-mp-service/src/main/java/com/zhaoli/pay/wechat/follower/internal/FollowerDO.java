package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of wechat_follower. */
@NullUnmarked
@TableName("wechat_follower")
class FollowerDO {
  @TableId(type = IdType.AUTO)
  Long id;

  String appId;
  String openid;
  String unionid;
  String state;
  Instant stateAt;
  Instant followedAt;
  String scene;
  String qrScene;
  String remark;
  String remarkChange;
  boolean blocked;
  Instant editedAt;
  Instant firstSeenAt;
  Instant lastActAt;
  Instant toldAt;
  Instant askAt;
  String seenRun;
  String blockedRun;
}
