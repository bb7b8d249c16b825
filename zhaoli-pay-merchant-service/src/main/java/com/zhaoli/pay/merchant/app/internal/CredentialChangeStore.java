package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Changes that the gateways have still to be told of, in the database. */
@Repository
public class CredentialChangeStore {
  private final CredentialChangeMapper mapper;

  CredentialChangeStore(CredentialChangeMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(String appId, Instant dueAt) {
    CredentialChangeDO row = new CredentialChangeDO();
    row.appId = appId;
    row.dueAt = dueAt;
    mapper.insert(row);
  }

  /** The ids of what is due of one app, at most so many. */
  public Map<String, List<Long>> dueOf(String appId, Instant now, int limit) {
    return byApp(
        new QueryWrapper<CredentialChangeDO>()
            .eq("app_id", appId)
            .le("due_at", now)
            .last("LIMIT " + limit));
  }

  /** The ids of what is due longest, by app, at most so many. */
  public Map<String, List<Long>> due(Instant now, int limit) {
    return byApp(
        new QueryWrapper<CredentialChangeDO>()
            .le("due_at", now)
            .orderByAsc("due_at", "id")
            .last("LIMIT " + limit));
  }

  public void remove(List<Long> ids) {
    mapper.deleteByIds(ids);
  }

  private Map<String, List<Long>> byApp(QueryWrapper<CredentialChangeDO> query) {
    Map<String, List<Long>> ids = new LinkedHashMap<>();
    mapper
        .selectList(query)
        .forEach(row -> ids.computeIfAbsent(row.appId, appId -> new ArrayList<>()).add(row.id));
    return ids;
  }
}
