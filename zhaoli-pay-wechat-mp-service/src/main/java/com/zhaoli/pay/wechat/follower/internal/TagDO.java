package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of wechat_tag. */
@NullUnmarked
@TableName("wechat_tag")
class TagDO {
  String appId;
  int tagId;
  String name;
  int followers;
  String changeNo;
  Instant editedAt;
  Instant refreshedAt;
}
