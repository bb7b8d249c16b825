package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.annotation.TableName;
import org.jspecify.annotations.NullUnmarked;

/** A row of wechat_follower_tag. */
@NullUnmarked
@TableName("wechat_follower_tag")
class FollowerTagDO {
  String appId;
  int tagId;
  long followerId;
}
