package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.crypto.Tokens;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Login tries in the database, by the digest of the user name. */
@Repository
public class LoginTryStore {
  private final LoginTryMapper mapper;

  LoginTryStore(LoginTryMapper mapper) {
    this.mapper = mapper;
  }

  /** Takes a try. Empty when it was free, else when the next will be. */
  public Optional<Instant> take(String username, Instant now, int limit, Instant lockUntil) {
    String hash = Tokens.sha256(username);
    mapper.ensure(hash, now);
    if (mapper.take(hash, now, limit, lockUntil) == 1) {
      return Optional.empty();
    }
    LoginTryDO row = mapper.selectById(hash);
    return Optional.of(row == null || row.lockedUntil == null ? now : row.lockedUntil);
  }

  /** The right password was shown. */
  public void forget(String username) {
    mapper.deleteById(Tokens.sha256(username));
  }

  public int removeOlderThan(Instant before) {
    return mapper.delete(
        new QueryWrapper<LoginTryDO>().lt("updated_at", before).last("LIMIT 1000"));
  }
}
