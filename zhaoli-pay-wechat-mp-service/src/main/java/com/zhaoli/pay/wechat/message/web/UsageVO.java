package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.TemplateUsageBO;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of an account's quota a day used, and what went wrong. */
record UsageVO(
    String account,
    LocalDate day,
    long quota,
    long accepted,
    long usedPercent,
    boolean warning,
    @Nullable Instant stoppedUntil,
    List<TemplateVO> templates) {

  record TemplateVO(
      MessageScene scene,
      String templateId,
      long accepted,
      long refused,
      long misconfigured,
      long notSent,
      long unknown,
      long failedPercent) {
    static TemplateVO of(TemplateUsageBO.Template template) {
      return new TemplateVO(
          template.scene(),
          template.templateId(),
          template.accepted(),
          template.refused(),
          template.misconfigured(),
          template.notSent(),
          template.unknown(),
          template.failedPercent());
    }
  }

  static UsageVO of(TemplateUsageBO usage) {
    return new UsageVO(
        usage.appId(),
        usage.day(),
        usage.quota(),
        usage.accepted(),
        usage.usedPercent(),
        usage.isWarning(),
        usage.stoppedUntil(),
        usage.templates().stream().map(TemplateVO::of).toList());
  }
}
