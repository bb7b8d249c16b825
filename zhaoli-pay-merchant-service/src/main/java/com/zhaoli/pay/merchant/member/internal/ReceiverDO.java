package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of merchant_receiver. */
@NullUnmarked
@TableName("merchant_receiver")
class ReceiverDO {
  @TableId(type = IdType.INPUT)
  String receiverNo;

  String merchantNo;
  String role;
  String openid;
  Instant boundAt;
  Instant unboundAt;
  Instant createdAt;
}
