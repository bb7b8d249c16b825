package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.cashier.CashierBO;
import com.zhaoli.pay.pos.cashier.CashierPins;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.refund.internal.PosRefundStore;
import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.Shifts;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.Trades;
import com.zhaoli.pay.pos.upstream.BoundedCalls;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refunds at terminals. A refund is committed before payment-service hears of it, and asked for
 * until it is decided; every question by its terminalRefundNo is answered with how it stands.
 */
@Service
public class Refunds {
  private final PosRefundStore store;
  private final RefundSending sending;
  private final BoundedCalls calls;
  private final Trades trades;
  private final Shifts shifts;
  private final CashierPins pins;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Refunds(
      PosRefundStore store,
      RefundSending sending,
      BoundedCalls calls,
      Trades trades,
      Shifts shifts,
      CashierPins pins,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.sending = sending;
    this.calls = calls;
    this.trades = trades;
    this.shifts = shifts;
    this.pins = pins;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A refund, and whether this request made it.
   *
   * @param created false when it was there already
   */
  public record Creation(PosRefundBO refund, boolean created) {}

  /**
   * Gives money back, or finds the refund that an equal request made.
   *
   * @throws ApiException TERMINAL_TRADE_NO_CONFLICT when the number stands for something else;
   *     SUPERVISOR_REQUIRED, CASHIER_PIN_WRONG, CASHIER_LOCKED; TRADE_NOT_FOUND,
   *     TRADE_STATE_INVALID; SHIFT_REQUIRED; TERMINAL_SERVICE_BUSY when nothing was done
   */
  public Creation refund(DeviceIdentity device, RefundCommand command) {
    Optional<PosRefundBO> existing = store.find(device, command.terminalRefundNo());
    if (existing.isPresent()) {
      return new Creation(refresh(requireSame(device, existing.get(), command)), false);
    }
    CashierBO supervisor = pins.checkSupervisor(device, command.supervisorNo(), command.pin());
    TradeBO trade = trades.paid(device, command.terminalTradeNo(), command.paymentNo());
    if (!calls.reserve()) {
      throw ApiException.retryAfter(ErrorCode.TERMINAL_SERVICE_BUSY, 2);
    }
    Optional<PosRefundBO> begun = Optional.empty();
    try {
      begun = begin(device, command, trade, supervisor);
    } finally {
      if (begun.isEmpty()) {
        calls.release();
      }
    }
    if (begun.isEmpty()) {
      // Where another merchant's refund has the number, it is for that one alone.
      PosRefundBO other =
          store
              .find(device, command.terminalRefundNo())
              .orElseThrow(() -> new ApiException(ErrorCode.TERMINAL_TRADE_NO_CONFLICT));
      return new Creation(refresh(requireSame(device, other, command)), false);
    }
    PosRefundBO refund = begun.get();
    return new Creation(
        calls.run(() -> sending.first(refund)).orElseGet(() -> store.reread(refund)), true);
  }

  private Optional<PosRefundBO> begin(
      DeviceIdentity device, RefundCommand command, TradeBO trade, CashierBO supervisor) {
    Optional<PosRefundBO> begun =
        transaction.execute(
            status -> {
              PosRefundBO refund =
                  new PosRefundBO(
                      Ids.withPrefix("pr_"),
                      device.terminalNo(),
                      command.terminalRefundNo(),
                      device.merchantNo(),
                      device.storeId(),
                      shifts.holdOpen(device).shiftNo(),
                      trade.tradeNo(),
                      Objects.requireNonNull(trade.paymentNo()),
                      Objects.requireNonNullElse(trade.channel(), "UNKNOWN"),
                      command.amount(),
                      command.reason(),
                      supervisor.cashierNo(),
                      PosRefundStatus.PROCESSING,
                      0,
                      null,
                      null,
                      null,
                      clock.instant());
              return store.insert(refund) ? Optional.of(refund) : Optional.empty();
            });
    return begun == null ? Optional.empty() : begun;
  }

  /**
   * The terminal's refund as it is now.
   *
   * @throws ApiException TRADE_NOT_FOUND while the platform has not heard of it
   */
  public PosRefundBO query(DeviceIdentity device, String terminalRefundNo) {
    return refresh(get(device, terminalRefundNo));
  }

  /** The terminal's refund as it is on record; empty while the platform has not heard of it. */
  public Optional<PosRefundBO> find(DeviceIdentity device, String terminalRefundNo) {
    return store.find(device, terminalRefundNo);
  }

  /** What goes back in a shift, by channel: all refunds that did not fail. */
  public List<RefundedTotal> madeIn(ShiftBO shift) {
    return store.madeIn(shift.merchantNo(), shift.shiftNo());
  }

  private PosRefundBO get(DeviceIdentity device, String terminalRefundNo) {
    return store
        .find(device, terminalRefundNo)
        .orElseThrow(() -> new ApiException(ErrorCode.TRADE_NOT_FOUND));
  }

  private PosRefundBO requireSame(
      DeviceIdentity device, PosRefundBO refund, RefundCommand command) {
    boolean sameTrade =
        command.terminalTradeNo() == null
            ? refund.paymentNo().equals(command.paymentNo())
            : trades
                .paid(device, command.terminalTradeNo(), null)
                .tradeNo()
                .equals(refund.tradeNo());
    if (!sameTrade
        || !refund.amount().equals(command.amount())
        || !Objects.equals(refund.reason(), command.reason())) {
      throw new ApiException(ErrorCode.TERMINAL_TRADE_NO_CONFLICT);
    }
    return refund;
  }

  private PosRefundBO refresh(PosRefundBO refund) {
    if (refund.status().isFinal() || !calls.reserve()) {
      return refund;
    }
    return calls.run(() -> sending.step(refund)).orElseGet(() -> store.reread(refund));
  }
}
