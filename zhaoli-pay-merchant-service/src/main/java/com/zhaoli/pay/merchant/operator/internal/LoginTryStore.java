package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.crypto.Tokens;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/**
 * Login tries in the database, by the digest of whose they are: a name, or a name at an address.
 */
@Repository
public class LoginTryStore {
  private final LoginTryMapper mapper;

  LoginTryStore(LoginTryMapper mapper) {
    this.mapper = mapper;
  }

  /** Takes a try. Empty when it was free, else when the next will be. */
  public Optional<Instant> take(String whose, Instant now, int limit, Instant lockUntil) {
    String hash = Tokens.sha256(whose);
    mapper.ensure(hash, now);
    if (mapper.take(hash, now, limit, lockUntil) == 1) {
      return Optional.empty();
    }
    LoginTryDO row = mapper.selectById(hash);
    return Optional.of(row == null || row.lockedUntil == null ? now : row.lockedUntil);
  }

  /** A try that was taken was not used. */
  public void giveBack(String whose) {
    mapper.giveBack(Tokens.sha256(whose));
  }

  /** The right password was shown. */
  public void forget(String whose) {
    mapper.deleteById(Tokens.sha256(whose));
  }

  public int removeOlderThan(Instant before) {
    return mapper.delete(
        new QueryWrapper<LoginTryDO>().lt("updated_at", before).last("LIMIT 1000"));
  }
}
