package com.zhaoli.pay.wechat.menu.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of menu_publication. */
@NullUnmarked
@TableName("menu_publication")
class MenuPublicationDO {
  @TableId(type = IdType.INPUT)
  String publicationNo;

  String account;
  String runningAccount;
  String versionNo;
  String operatorNo;
  String reason;
  String status;
  int attempts;
  Instant nextAttemptAt;
  String leaseOwner;
  Integer errorCode;
  String problem;
  Instant createdAt;
  Instant settledAt;
}
