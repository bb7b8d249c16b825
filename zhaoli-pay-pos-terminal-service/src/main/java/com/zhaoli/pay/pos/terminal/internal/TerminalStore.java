package com.zhaoli.pay.pos.terminal.internal;

import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalStatus;
import com.zhaoli.pay.pos.trail.KnownTerminals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Terminals in the database. */
@Repository
public class TerminalStore implements KnownTerminals {
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

  public Optional<TerminalBO> find(String terminalNo) {
    return Optional.ofNullable(mapper.find(terminalNo)).map(TerminalStore::toBO);
  }

  @Override
  public boolean isKnown(String terminalNo) {
    return mapper.find(terminalNo) != null;
  }

  /** The terminal where it was read, which it does not leave until the transaction ends. */
  public Optional<TerminalBO> lock(TerminalBO read) {
    return Optional.ofNullable(mapper.lock(read.terminalNo(), read.merchantNo(), read.storeId()))
        .map(TerminalStore::toBO);
  }

  public Optional<TerminalBO> findBySerialNumber(String serialNumber) {
    return Optional.ofNullable(mapper.findBySerialNumber(serialNumber)).map(TerminalStore::toBO);
  }

  /** The number of the terminal's new key, when it was still in use where it was read. */
  public Optional<Integer> activate(
      TerminalBO read, @Nullable String model, @Nullable String softwareVersion, Instant now) {
    int activated =
        mapper.activate(
            read.terminalNo(), read.merchantNo(), read.storeId(), model, softwareVersion, now);
    return activated == 0
        ? Optional.empty()
        : Optional.ofNullable(mapper.find(read.terminalNo())).map(row -> row.keyCount);
  }

  /** Whether the terminal still stood as read, and is changed now. */
  public boolean change(
      TerminalBO read,
      TerminalStatus to,
      String merchantNo,
      String storeId,
      @Nullable String reason,
      Instant now) {
    return mapper.change(
            read.terminalNo(),
            read.merchantNo(),
            read.storeId(),
            read.status().name(),
            to.name(),
            merchantNo,
            storeId,
            reason,
            now)
        == 1;
  }

  /** False when the terminal is not active. */
  public boolean requestRotation(TerminalBO read, Instant now) {
    return mapper.requestRotation(read.terminalNo(), read.merchantNo(), now) == 1;
  }

  private static TerminalBO toBO(TerminalDO row) {
    return new TerminalBO(
        row.terminalNo,
        row.merchantNo,
        row.storeId,
        row.serialNumber,
        TerminalStatus.valueOf(row.status),
        row.registeredBy,
        row.model,
        row.softwareVersion,
        row.activatedAt,
        row.stateReason,
        row.keyRotationDue,
        row.createdAt,
        row.updatedAt);
  }
}
