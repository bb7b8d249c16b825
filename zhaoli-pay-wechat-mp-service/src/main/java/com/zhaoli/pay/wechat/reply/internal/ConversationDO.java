package com.zhaoli.pay.wechat.reply.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of wechat_conversation. */
@NullUnmarked
@TableName("wechat_conversation")
class ConversationDO {
  @TableId(type = IdType.AUTO)
  Long id;

  String dedupKey;
  String account;
  String openid;
  String kind;
  String content;
  String reply;
  String source;
  String ruleNo;
  boolean passive;
  int parts;
  int partsBegun;
  String status;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  String problem;
  Instant createdAt;
  Instant settledAt;
}
