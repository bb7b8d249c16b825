package com.zhaoli.pay.sandbox.officialaccount;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How many template messages a day WeChat takes, what the next calls are refused with, and what it
 * reports. All of it ends with the process, as faults do.
 */
public final class TemplateSettings {
  public static final String SUCCESS = "success";

  /** For no report at all. */
  public static final String NONE = "none";

  private static final int WECHATS_QUOTA = 100_000;
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

  private final Clock clock;
  private final Queue<Integer> nextErrcodes = new ArrayDeque<>();
  private int dailyQuota = WECHATS_QUOTA;
  private Duration reportDelay = Duration.ZERO;
  private String report = SUCCESS;
  private LocalDate day = LocalDate.EPOCH;
  private int sentToday;

  TemplateSettings(Clock clock) {
    this.clock = clock;
  }

  /** What is in force. */
  public record InForce(
      int dailyQuota, int sentToday, long reportDelayMillis, String report, int nextErrcodes) {}

  public synchronized InForce inForce() {
    countDays();
    return new InForce(dailyQuota, sentToday, reportDelay.toMillis(), report, nextErrcodes.size());
  }

  /** Sets what is not null. */
  public synchronized void set(
      @Nullable Integer quota, @Nullable Long delayMillis, @Nullable String words) {
    if (quota != null) {
      dailyQuota = quota;
    }
    if (delayMillis != null) {
      reportDelay = Duration.ofMillis(delayMillis);
    }
    if (words != null) {
      report = words;
    }
  }

  /** As the process began; what was sent today stays counted. */
  public synchronized void reset() {
    set(WECHATS_QUOTA, 0L, SUCCESS);
    nextErrcodes.clear();
  }

  /** The next so many messages are refused with this errcode. */
  public synchronized void refuse(int errcode, int count) {
    nextErrcodes.clear();
    for (int i = 0; i < count; i++) {
      nextErrcodes.add(errcode);
    }
  }

  /** Throws the errcode with which the next message is to be refused, if there is one. */
  synchronized void check() {
    Integer errcode = nextErrcodes.poll();
    if (errcode != null) {
      throw new WechatError(errcode, "as the sandbox was told");
    }
    countDays();
    if (sentToday >= dailyQuota) {
      throw new WechatError(45009, "reach max api daily quota limit");
    }
  }

  /** A message was taken. */
  synchronized void taken() {
    countDays();
    sentToday++;
  }

  synchronized Duration reportDelay() {
    return reportDelay;
  }

  /** What is reported of a message; null for nothing. */
  synchronized @Nullable String report() {
    return report.equals(NONE) ? null : report;
  }

  private void countDays() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), BEIJING);
    if (!today.equals(day)) {
      day = today;
      sentToday = 0;
    }
  }
}
