package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls of an account on a day in Beijing.
 *
 * @param accepted messages that WeChat took, of the quota
 * @param stoppedUntil when WeChat takes messages again; null while it does
 */
public record TemplateUsageBO(
    String appId,
    LocalDate day,
    long quota,
    long accepted,
    @Nullable Instant stoppedUntil,
    List<Template> templates) {
  public TemplateUsageBO {
    templates = List.copyOf(templates);
  }

  /** Of one template. */
  public record Template(
      MessageScene scene,
      String templateId,
      long accepted,
      long refused,
      long misconfigured,
      long notSent,
      long unknown) {

    /** How many of a hundred calls did not end well, rounded down. */
    public long failedPercent() {
      long failed = refused + misconfigured + notSent + unknown;
      long all = accepted + failed;
      return all == 0 ? 0 : failed * 100 / all;
    }
  }

  /** How much of the quota is used, rounded down. */
  public long usedPercent() {
    return accepted * 100 / quota;
  }

  public boolean isWarning() {
    return usedPercent() >= TemplateUsage.WARN_FROM_PERCENT;
  }
}
