package com.zhaoli.pay.pos.terminal.internal;

import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Terminals in the database. */
@Repository
public class TerminalStore {
  private final TerminalMapper mapper;

  TerminalStore(TerminalMapper mapper) {
    this.mapper = mapper;
  }

  /** False when the serial number is taken. */
  public boolean insert(TerminalBO terminal) {
    TerminalDO row = new TerminalDO();
    row.terminalNo = terminal.terminalNo();
    row.merchantNo = terminal.merchantNo();
    row.storeId = terminal.storeId();
    row.serialNumber = terminal.serialNumber();
    row.status = terminal.status().name();
    row.registeredBy = terminal.registeredBy();
    row.createdAt = terminal.createdAt();
    row.updatedAt = terminal.updatedAt();
    try {
      return mapper.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      // The other unique key is the terminalNo, which is new.
      return false;
    }
  }

  public List<TerminalBO> list(String merchantNo, @Nullable String after, int limit) {
    return mapper.list(merchantNo, after == null ? "" : after, limit).stream()
        .map(TerminalStore::toBO)
        .toList();
  }

  private static TerminalBO toBO(TerminalDO row) {
    return new TerminalBO(
        row.terminalNo,
        row.merchantNo,
        row.storeId,
        row.serialNumber,
        TerminalStatus.valueOf(row.status),
        row.registeredBy,
        row.createdAt,
        row.updatedAt);
  }
}
