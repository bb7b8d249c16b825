package com.zhaoli.pay.wechat.menu.internal;

import com.zhaoli.pay.wechat.menu.MenuContent;
import com.zhaoli.pay.wechat.menu.MenuVersionBO;
import com.zhaoli.pay.wechat.menu.MenuVersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Versions of menus in the database. */
@Repository
public class MenuVersionStore {
  private final MenuVersionMapper mapper;
  private final JsonMapper json;

  MenuVersionStore(MenuVersionMapper mapper, JsonMapper json) {
    this.mapper = mapper;
    this.json = json;
  }

  public void insert(MenuVersionBO version) {
    MenuVersionDO row = new MenuVersionDO();
    row.versionNo = version.versionNo();
    row.account = version.account();
    row.status = version.status().name();
    row.revision = version.revision();
    row.note = version.note();
    row.contentJson = json.writeValueAsString(version.content());
    row.createdBy = version.createdBy();
    row.createdAt = version.createdAt();
    row.updatedBy = version.updatedBy();
    row.updatedAt = version.updatedAt();
    mapper.insert(row);
  }

  /** False unless it is a draft of this revision. */
  public boolean edit(
      String versionNo,
      int revision,
      @Nullable String note,
      MenuContent content,
      String operatorNo,
      Instant at) {
    return mapper.edit(versionNo, revision, note, json.writeValueAsString(content), operatorNo, at)
        == 1;
  }

  /** From now on it stays as it is; false unless it is a draft of this revision. */
  public boolean fix(String versionNo, int revision) {
    return mapper.fix(versionNo, revision) == 1;
  }

  /** False unless it is a draft of this revision. */
  public boolean discard(String versionNo, int revision) {
    return mapper.discard(versionNo, revision) == 1;
  }

  public Optional<MenuVersionBO> find(String account, String versionNo) {
    return Optional.ofNullable(mapper.selectById(versionNo))
        .filter(row -> row.account.equals(account))
        .map(this::toBO);
  }

  /** Versions with numbers below {@code before}, the newest first. */
  public List<MenuVersionBO> page(String account, String before, int limit) {
    return mapper.page(account, before, limit).stream().map(this::toBO).toList();
  }

  private MenuVersionBO toBO(MenuVersionDO row) {
    return new MenuVersionBO(
        row.versionNo,
        row.account,
        MenuVersionStatus.valueOf(row.status),
        row.revision,
        row.note,
        json.readValue(row.contentJson, MenuContent.class),
        row.createdBy,
        row.createdAt,
        row.updatedBy,
        row.updatedAt);
  }
}
