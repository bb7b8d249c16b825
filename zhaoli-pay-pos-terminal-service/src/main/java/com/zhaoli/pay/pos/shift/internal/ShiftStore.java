package com.zhaoli.pay.pos.shift.internal;

import com.zhaoli.pay.pos.cashier.CashierRole;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.ShiftStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Shifts in the database. */
@Repository
public class ShiftStore {
  private final ShiftMapper mapper;

  ShiftStore(ShiftMapper mapper) {
    this.mapper = mapper;
  }

  /** False when a shift is open at the terminal. */
  public boolean insert(ShiftBO shift) {
    ShiftDO row = new ShiftDO();
    row.shiftNo = shift.shiftNo();
    row.terminalNo = shift.terminalNo();
    row.merchantNo = shift.merchantNo();
    row.storeId = shift.storeId();
    row.cashierNo = shift.cashierNo();
    row.role = shift.role().name();
    row.openedAt = shift.openedAt();
    try {
      return mapper.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      // The other unique key is the shiftNo, which is new.
      return false;
    }
  }

  public Optional<ShiftBO> findOpen(DeviceIdentity device) {
    return Optional.ofNullable(
            mapper.findOpen(device.merchantNo(), device.storeId(), device.terminalNo()))
        .map(ShiftStore::bo);
  }

  public Optional<ShiftBO> find(String merchantNo, String shiftNo) {
    return Optional.ofNullable(mapper.find(merchantNo, shiftNo)).map(ShiftStore::bo);
  }

  /** The shift as it stands, which nobody else changes until the transaction ends. */
  public Optional<ShiftBO> lock(ShiftBO shift) {
    return Optional.ofNullable(mapper.lock(shift.merchantNo(), shift.shiftNo()))
        .map(ShiftStore::bo);
  }

  /**
   * The shift that is open at a terminal, at whatever place that was, which nobody else changes
   * until the transaction ends.
   */
  public Optional<ShiftBO> lockOpenAnywhere(String terminalNo) {
    return Optional.ofNullable(mapper.lockOpenAnywhere(terminalNo)).map(ShiftStore::bo);
  }

  /** Ends a shift whose terminal has left it; its totals are to be taken. */
  public void leave(ShiftBO shift, String closedBy, Instant now) {
    mapper.leave(shift.merchantNo(), shift.shiftNo(), closedBy, now);
  }

  /** Shifts whose totals are to be taken, which nobody else gets while the lease lasts. */
  public List<ShiftBO> leaseTotalsDue(int limit, Instant now, Duration lease) {
    Instant until = now.plus(lease);
    return mapper.totalsDue(now, limit).stream()
        .filter(row -> mapper.lease(row.merchantNo, row.shiftNo, row.totalsDueAt, until) == 1)
        .map(ShiftStore::bo)
        .toList();
  }

  /** The totals of a shift that was left are taken; answers it as it stands then. */
  public ShiftBO totalsTaken(ShiftBO shift) {
    mapper.totalsTaken(shift.merchantNo(), shift.shiftNo());
    return find(shift.merchantNo(), shift.shiftNo()).orElseThrow();
  }

  /** Ends the shift, and answers it as it stands then. */
  public ShiftBO close(ShiftBO shift, boolean agreed, Instant now) {
    mapper.close(shift.merchantNo(), shift.shiftNo(), agreed, now);
    return find(shift.merchantNo(), shift.shiftNo()).orElseThrow();
  }

  private static ShiftBO bo(ShiftDO row) {
    return new ShiftBO(
        row.shiftNo,
        row.terminalNo,
        row.merchantNo,
        row.storeId,
        row.cashierNo,
        CashierRole.valueOf(row.role),
        ShiftStatus.valueOf(row.status),
        row.agreed,
        row.closedBy,
        row.totalsDueAt != null,
        row.openedAt,
        row.closedAt);
  }
}
