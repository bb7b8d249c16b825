package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of template_message. */
@NullUnmarked
@TableName("template_message")
class TemplateMessageDO {
  @TableId(type = IdType.INPUT)
  String messageNo;

  String appId;
  String scene;
  String businessId;
  String openid;
  String fieldsJson;
  String status;
  int attempts;
  String clientMsgId;
  int resends;
  Instant firstSentAt;
  Instant leaseUntil;
  Instant nextAttemptAt;
  Instant giveUpAt;
  String wechatMsgId;
  Integer errorCode;
  String problem;
  String delivery;
  Instant createdAt;
  Instant updatedAt;
}
