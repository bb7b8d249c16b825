package com.zhaoli.pay.wechat.message.internal;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.TemplateUsageBO;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What became of each day's quota, and which accounts are stopped, in the database. */
@Repository
public class TemplateUsageStore {
  private final TemplateUsageMapper mapper;

  TemplateUsageStore(TemplateUsageMapper mapper) {
    this.mapper = mapper;
  }

  /** Adds some calls to those of the day. */
  public void add(String appId, LocalDate day, TemplateUsageBO.Template some) {
    TemplateUsageDO row = new TemplateUsageDO();
    row.appId = appId;
    row.day = day;
    row.scene = some.scene().name();
    row.templateId = some.templateId();
    row.accepted = some.accepted();
    row.refused = some.refused();
    row.misconfigured = some.misconfigured();
    row.notSent = some.notSent();
    row.unknown = some.unknown();
    mapper.add(row);
  }

  public List<TemplateUsageBO.Template> templates(String appId, LocalDate day) {
    return mapper.ofDay(appId, day).stream()
        .map(
            row ->
                new TemplateUsageBO.Template(
                    MessageScene.valueOf(row.scene),
                    row.templateId,
                    row.accepted,
                    row.refused,
                    row.misconfigured,
                    row.notSent,
                    row.unknown))
        .toList();
  }

  /** How many messages of the day WeChat took. */
  public long accepted(String appId, LocalDate day) {
    return mapper.ofDay(appId, day).stream().mapToLong(row -> row.accepted).sum();
  }

  public int removeBefore(LocalDate day, int limit) {
    return mapper.deleteBefore(day, limit);
  }

  /** Never shortens a stop. */
  public void stop(String appId, Instant until) {
    mapper.stop(appId, until);
  }

  /** Until when the account was stopped last; null when it never was. */
  public @Nullable Instant stoppedUntil(String appId) {
    return mapper.stoppedUntil(appId);
  }
}
