package com.zhaoli.pay.pos.terminal.internal;

import com.zhaoli.pay.pos.terminal.ActivationBO;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Activation codes in the database, hashed. */
@Repository
public class ActivationStore {
  private final ActivationMapper mapper;

  ActivationStore(ActivationMapper mapper) {
    this.mapper = mapper;
  }

  /** Keeps a new code in the place of the terminal's code before. */
  public void put(ActivationBO activation, Instant now) {
    ActivationDO row = new ActivationDO();
    row.terminalNo = activation.terminalNo();
    row.codeNo = activation.codeNo();
    row.codeHash = activation.codeHash();
    row.triesLeft = activation.triesLeft();
    row.expiresAt = activation.expiresAt();
    row.createdAt = now;
    mapper.put(row);
  }

  public Optional<ActivationBO> find(String terminalNo) {
    return Optional.ofNullable(mapper.find(terminalNo))
        .map(
            row ->
                new ActivationBO(
                    row.terminalNo,
                    row.codeNo,
                    row.codeHash,
                    row.triesLeft,
                    row.expiresAt,
                    row.usedAt,
                    row.activationHash,
                    row.keyId));
  }

  /** Counts a try; false when none is left, or the code's time is over, or there is another. */
  public boolean takeTry(ActivationBO activation, Instant now) {
    return mapper.takeTry(activation.terminalNo(), activation.codeNo(), now) == 1;
  }

  /** Uses the code; false when it was used before. */
  public boolean use(ActivationBO activation, String activationHash, String keyId, Instant now) {
    return mapper.use(activation.terminalNo(), activation.codeNo(), activationHash, keyId, now)
        == 1;
  }

  /** Takes the terminal's code away, if it has one. */
  public void end(String terminalNo) {
    mapper.end(terminalNo);
  }
}
