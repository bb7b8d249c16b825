package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.annotation.TableName;
import org.jspecify.annotations.NullUnmarked;

/** A row of follower_change_item. */
@NullUnmarked
@TableName("follower_change_item")
class ChangeItemDO {
  String changeNo;
  String openid;
  String status;
  Integer errorCode;
}
