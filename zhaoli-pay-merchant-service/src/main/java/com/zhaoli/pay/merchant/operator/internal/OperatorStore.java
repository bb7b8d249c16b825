package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.operator.OperatorBO;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/** Operators and their sessions in the database. */
@Repository
public class OperatorStore {
  private static final String ENABLED = "ENABLED";

  private final OperatorMapper operators;
  private final OperatorSessionMapper sessions;

  OperatorStore(OperatorMapper operators, OperatorSessionMapper sessions) {
    this.operators = operators;
    this.sessions = sessions;
  }

  public boolean any() {
    return operators.exists(new QueryWrapper<>());
  }

  public void insert(OperatorBO operator, String passwordHash, Instant at) {
    OperatorDO row = new OperatorDO();
    row.operatorNo = operator.operatorNo();
    row.username = operator.username();
    row.passwordHash = passwordHash;
    row.roles = operator.roles().stream().map(Enum::name).collect(Collectors.joining(","));
    row.status = ENABLED;
    row.createdAt = at;
    operators.insert(row);
  }

  public Optional<OperatorCredentials> byUsername(String username) {
    OperatorDO row =
        operators.selectOne(
            new QueryWrapper<OperatorDO>().eq("username", username).eq("status", ENABLED));
    return Optional.ofNullable(row)
        .map(found -> new OperatorCredentials(toBO(found), found.passwordHash));
  }

  public void insertSession(
      String tokenHash, String operatorNo, Instant createdAt, Instant expiresAt) {
    OperatorSessionDO row = new OperatorSessionDO();
    row.tokenHash = tokenHash;
    row.operatorNo = operatorNo;
    row.createdAt = createdAt;
    row.expiresAt = expiresAt;
    sessions.insert(row);
  }

  public Optional<OperatorBO> bySession(String tokenHash, Instant now) {
    return Optional.ofNullable(operators.bySession(tokenHash, now)).map(OperatorStore::toBO);
  }

  public int removeExpiredSessions(Instant before) {
    return sessions.delete(
        new QueryWrapper<OperatorSessionDO>().lt("expires_at", before).last("LIMIT 1000"));
  }

  private static OperatorBO toBO(OperatorDO row) {
    return new OperatorBO(
        row.operatorNo,
        row.username,
        Arrays.stream(row.roles.split(",")).map(OperatorRole::valueOf).toList());
  }
}
