package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.merchant.operator.OperatorBO;
import com.zhaoli.pay.merchant.operator.OwnSessionBO;
import com.zhaoli.pay.merchant.operator.VerifiedSessionBO;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Operators' sessions in the database, by the digests of their tokens. */
@Repository
public class OperatorSessionStore {
  private final OperatorSessionMapper mapper;

  OperatorSessionStore(OperatorSessionMapper mapper) {
    this.mapper = mapper;
  }

  /** Whether the operator may still log in with the password of that hash. */
  public boolean begin(
      String tokenHash, String operatorNo, String passwordHash, OwnSessionBO session) {
    OperatorSessionDO row = new OperatorSessionDO();
    row.tokenHash = tokenHash;
    row.sessionNo = session.sessionNo();
    row.operatorNo = operatorNo;
    row.createdAt = session.createdAt();
    row.expiresAt = session.expiresAt();
    row.address = session.address();
    row.inBrowser = session.inBrowser();
    return mapper.begin(row, passwordHash) == 1;
  }

  public Optional<VerifiedSessionBO> verify(String tokenHash, Instant now) {
    return Optional.ofNullable(mapper.owner(tokenHash, now))
        .map(
            row ->
                new VerifiedSessionBO(
                    new OperatorBO(row.operatorNo, row.username, OperatorStore.roles(row.roles)),
                    row.sessionNo));
  }

  /** An operator's sessions that count, the newest first. */
  public List<OwnSessionBO> list(String operatorNo, Instant now, int limit) {
    QueryWrapper<OperatorSessionDO> query =
        new QueryWrapper<OperatorSessionDO>()
            .eq("operator_no", operatorNo)
            .gt("expires_at", now)
            .isNotNull("session_no")
            .orderByDesc("created_at", "session_no")
            .last("LIMIT " + limit);
    return mapper.selectList(query).stream()
        .map(
            row ->
                new OwnSessionBO(
                    row.sessionNo, row.createdAt, row.expiresAt, row.address, row.inBrowser))
        .toList();
  }

  /** Whether the operator had that session. */
  public boolean end(String operatorNo, String sessionNo) {
    return mapper.delete(
            new QueryWrapper<OperatorSessionDO>()
                .eq("operator_no", operatorNo)
                .eq("session_no", sessionNo))
        == 1;
  }

  /**
   * Ends all sessions of an operator but one.
   *
   * @param kept null ends all
   * @return how many there were
   */
  public int endAll(String operatorNo, @Nullable String kept) {
    return mapper.delete(
        new QueryWrapper<OperatorSessionDO>()
            .eq("operator_no", operatorNo)
            .and(kept != null, other -> other.ne("session_no", kept).or().isNull("session_no")));
  }

  public int removeExpired(Instant before) {
    return mapper.delete(
        new QueryWrapper<OperatorSessionDO>().lt("expires_at", before).last("LIMIT 1000"));
  }
}
