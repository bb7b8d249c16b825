package com.zhaoli.pay.wechat.reply.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of reply_rule. */
@NullUnmarked
@TableName("reply_rule")
class ReplyRuleDO {
  @TableId(type = IdType.INPUT)
  String ruleNo;

  String account;
  String name;
  String kind;
  String pattern;
  int priority;
  String windowJson;
  String repliesJson;
  boolean enabled;
  long version;
  Instant createdAt;
  String createdBy;
  Instant updatedAt;
  String updatedBy;
}
