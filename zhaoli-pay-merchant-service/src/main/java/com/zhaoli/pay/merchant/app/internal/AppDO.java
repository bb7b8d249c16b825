package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of app. */
@NullUnmarked
@TableName("app")
class AppDO {
  @TableId(type = IdType.INPUT)
  String appId;

  String merchantNo;
  String status;
  long version;
  Instant createdAt;
}
