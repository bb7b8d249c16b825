package com.zhaoli.pay.wechat.message.internal;

import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;

/** A row of template_usage. */
@NullUnmarked
class TemplateUsageDO {
  String appId;
  LocalDate day;
  String scene;
  String templateId;
  long accepted;
  long refused;
  long misconfigured;
  long notSent;
  long unknown;
}
