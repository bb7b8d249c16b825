package com.zhaoli.pay.wechat.menu.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of menu_version. */
@NullUnmarked
@TableName("menu_version")
class MenuVersionDO {
  @TableId(type = IdType.INPUT)
  String versionNo;

  String account;
  String status;
  int revision;
  String note;
  String contentJson;
  String createdBy;
  Instant createdAt;
  String updatedBy;
  Instant updatedAt;
}
