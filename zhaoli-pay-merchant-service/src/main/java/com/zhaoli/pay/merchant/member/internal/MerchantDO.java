package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of merchant. */
@NullUnmarked
@TableName("merchant")
class MerchantDO {
  @TableId(type = IdType.INPUT)
  String merchantNo;

  String creditCode;
  String status;
  String name;
  String contactNameSealed;
  String contactPhoneSealed;
  String settlementType;
  String settlementHolderSealed;
  String settlementNumberSealed;
  String settlementBankSealed;
  String settlementBranchSealed;
  String saltSealed;
  String rejectReason;
  String auditedBy;
  Instant auditedAt;
  Instant credentialsShownAt;
  Instant credentialsConfirmedAt;
  Instant createdAt;
}
