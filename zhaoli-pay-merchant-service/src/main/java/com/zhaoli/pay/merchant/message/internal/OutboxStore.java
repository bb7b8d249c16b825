package com.zhaoli.pay.merchant.message.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.message.OutboxMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outbox in the database. */
@Repository
public class OutboxStore {
  private static final int MAX_PROBLEM = 300;

  private final OutboxMapper mapper;
  private final JsonMapper json;

  OutboxStore(OutboxMapper mapper, JsonMapper json) {
    this.mapper = mapper;
    this.json = json;
  }

  public void insert(
      String messageNo,
      String merchantNo,
      MessageScene scene,
      Map<String, String> fields,
      Instant at) {
    OutboxDO row = new OutboxDO();
    row.messageNo = messageNo;
    row.merchantNo = merchantNo;
    row.scene = scene.name();
    row.fieldsJson = json.writeValueAsString(fields);
    row.status = "PENDING";
    row.nextAttemptAt = at;
    row.createdAt = at;
    mapper.insert(row);
  }

  /** Takes rows that are due, for this owner until then. */
  public List<OutboxMessage> lease(String owner, Instant now, Instant until, int limit) {
    if (mapper.lease(owner, now, until, limit) == 0) {
      return List.of();
    }
    return mapper
        .selectList(
            new QueryWrapper<OutboxDO>()
                .eq("status", "PENDING")
                .eq("lease_owner", owner)
                .eq("lease_until", until)
                .orderByAsc("message_no"))
        .stream()
        .map(this::toMessage)
        .toList();
  }

  /** Ends a message; without effect when the lease went to somebody else. */
  public void settle(
      String messageNo, String owner, String status, @Nullable String problem, Instant at) {
    mapper.settle(messageNo, owner, status, problem == null ? null : cut(problem), at);
  }

  /** Gives the lease back; without effect when it went to somebody else. */
  public void postpone(String messageNo, String owner, Instant nextAttemptAt, String problem) {
    mapper.postpone(messageNo, owner, nextAttemptAt, cut(problem));
  }

  /**
   * Removes messages that were settled before, the oldest first.
   *
   * @return how many of at most {@code limit}
   */
  public int removeSettledBefore(Instant before, int limit) {
    return mapper.removeSettledBefore(Ids.lowest("msg_", before), before, limit);
  }

  private OutboxMessage toMessage(OutboxDO row) {
    return new OutboxMessage(
        row.messageNo,
        row.merchantNo,
        MessageScene.valueOf(row.scene),
        json.readValue(row.fieldsJson, new TypeReference<Map<String, String>>() {}),
        row.attempts,
        row.createdAt,
        row.leaseUntil);
  }

  private static String cut(String problem) {
    return problem.length() <= MAX_PROBLEM ? problem : problem.substring(0, MAX_PROBLEM);
  }
}
