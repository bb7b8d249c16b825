package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import org.jspecify.annotations.NullUnmarked;

/** A row of message_template. */
@NullUnmarked
@TableName("message_template")
class TemplateDO {
  @TableId(type = IdType.INPUT)
  String scene;

  String templateId;
  String title;
}
