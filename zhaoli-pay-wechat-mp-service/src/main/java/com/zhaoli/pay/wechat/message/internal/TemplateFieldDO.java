package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.annotation.TableName;
import org.jspecify.annotations.NullUnmarked;

/** A row of message_template_field. */
@NullUnmarked
@TableName("message_template_field")
class TemplateFieldDO {
  String scene;
  int position;
  String field;
  String keyword;
}
