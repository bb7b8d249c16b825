package com.zhaoli.pay.wechat.scene.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of qr_scene. */
@NullUnmarked
@TableName("qr_scene")
class QrSceneDO {
  @TableId(type = IdType.INPUT)
  String scene;

  String appId;
  String purpose;
  String businessId;
  String ticket;
  String url;
  Instant createdAt;
  Instant expiresAt;
  String state;
  long scans;
  long follows;
  Instant lastScannedAt;
  String label;
  String usedLabel;
  String repliesJson;
  String replyKey;
  Integer tagId;
  long version;
  String createdBy;
  String updatedBy;
  Instant updatedAt;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  Integer errorCode;
  String problem;
}
