package com.zhaoli.pay.merchant.tries.internal;

import com.zhaoli.pay.common.crypto.Tokens;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Tries in the database, by the digest of whose they are. */
@Repository
public class TryStore {
  private final TryMapper mapper;

  TryStore(TryMapper mapper) {
    this.mapper = mapper;
  }

  /** Takes a try. Empty when it was free, else when the next will be. */
  public Optional<Instant> take(String whose, Instant now, int limit, Instant lockUntil) {
    String hash = Tokens.sha256(whose);
    mapper.ensure(hash, now);
    if (mapper.take(hash, now, limit, lockUntil) == 1) {
      return Optional.empty();
    }
    TryDO row = mapper.selectById(hash);
    return Optional.of(row == null || row.lockedUntil == null ? now : row.lockedUntil);
  }

  /** A try that was taken was not used. */
  public void giveBack(String whose) {
    mapper.giveBack(Tokens.sha256(whose));
  }

  /** What was tried came right. */
  public void forget(String whose) {
    mapper.deleteById(Tokens.sha256(whose));
  }

  /** At most 1,000 of them. */
  public void removeOlderThan(Instant before, Instant now) {
    mapper.removeOlderThan(before, now);
  }
}
