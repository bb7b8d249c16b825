package com.zhaoli.pay.wechat.message.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of account_template. */
@NullUnmarked
class AccountTemplateDO {
  String appId;
  String scene;
  String templateId;
  String title;
  String fieldsJson;
  int revision;
  String updatedBy;
  Instant updatedAt;
}
