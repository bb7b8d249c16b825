package com.zhaoli.pay.pos.shift;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.cashier.CashierBO;
import com.zhaoli.pay.pos.cashier.CashierPins;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.shift.internal.ShiftStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Who is signed in at a terminal: nobody, or one cashier, which the database sees to. */
@Service
public class Shifts {
  private final ShiftStore store;
  private final LeftShifts left;
  private final CashierPins pins;
  private final Clock clock;

  Shifts(ShiftStore store, LeftShifts left, CashierPins pins, Clock clock) {
    this.store = store;
    this.left = left;
    this.pins = pins;
    this.clock = clock;
  }

  /**
   * A shift, and whether this request began it.
   *
   * @param created false when it was open already
   */
  public record SignIn(ShiftBO shift, boolean created) {}

  /**
   * Begins a shift, or goes on with the same cashier's open one.
   *
   * @throws ApiException CASHIER_PIN_WRONG; CASHIER_LOCKED; SHIFT_OPEN when somebody else is signed
   *     in
   */
  public SignIn signIn(DeviceIdentity device, String cashierNo, Secret pin) {
    CashierBO cashier = pins.check(device, cashierNo, pin);
    Instant now = clock.instant();
    ShiftBO shift =
        new ShiftBO(
            Ids.withPrefix("shf_"),
            device.terminalNo(),
            device.merchantNo(),
            device.storeId(),
            cashier.cashierNo(),
            cashier.role(),
            ShiftStatus.OPEN,
            null,
            null,
            false,
            now,
            null);
    if (store.insert(shift) || (left.end(device) && store.insert(shift))) {
      return new SignIn(shift, true);
    }
    ShiftBO open = current(device);
    if (!open.cashierNo().equals(cashier.cashierNo())) {
      throw new ApiException(ErrorCode.SHIFT_OPEN, Map.of("cashierNo", open.cashierNo()));
    }
    return new SignIn(open, false);
  }

  /**
   * The open shift.
   *
   * @throws ApiException SHIFT_NOT_FOUND when nobody is signed in
   */
  public ShiftBO current(DeviceIdentity device) {
    return store.findOpen(device).orElseThrow(() -> new ApiException(ErrorCode.SHIFT_NOT_FOUND));
  }

  /**
   * The open shift, which stays open until the caller's transaction ends: what is recorded in it is
   * in its totals.
   *
   * @throws ApiException SHIFT_REQUIRED when nobody is signed in
   */
  public ShiftBO holdOpen(DeviceIdentity device) {
    return store
        .findOpen(device)
        .flatMap(store::lock)
        .filter(shift -> shift.status() == ShiftStatus.OPEN)
        .orElseThrow(() -> new ApiException(ErrorCode.SHIFT_REQUIRED));
  }

  /**
   * A shift of the terminal, which nobody else changes until the caller's transaction ends.
   *
   * @throws ApiException SHIFT_NOT_FOUND
   */
  public ShiftBO hold(DeviceIdentity device, String shiftNo) {
    return get(device, shiftNo)
        .flatMap(store::lock)
        .orElseThrow(() -> new ApiException(ErrorCode.SHIFT_NOT_FOUND));
  }

  private Optional<ShiftBO> get(DeviceIdentity device, String shiftNo) {
    return store
        .find(device.merchantNo(), shiftNo)
        .filter(shift -> shift.terminalNo().equals(device.terminalNo()));
  }

  /** Who signed in to a shift of the merchant; empty when there is no such shift. */
  public Optional<String> cashierOf(String merchantNo, String shiftNo) {
    return store.find(merchantNo, shiftNo).map(ShiftBO::cashierNo);
  }

  /** Shifts that ended and whose totals are to be taken, leased to the caller. */
  public List<ShiftBO> leaseTotalsDue(int limit, Duration lease) {
    return store.leaseTotalsDue(limit, clock.instant(), lease);
  }

  /** The shift as it stands, which nobody else changes until the caller's transaction ends. */
  public Optional<ShiftBO> hold(ShiftBO shift) {
    return store.lock(shift);
  }

  /** The totals of a shift that the caller holds, and that was left, are taken. */
  public ShiftBO totalsTaken(ShiftBO held) {
    return store.totalsTaken(held);
  }

  /** Ends a shift that the caller holds. */
  public ShiftBO close(ShiftBO held, boolean agreed) {
    return store.close(held, agreed, clock.instant());
  }
}
