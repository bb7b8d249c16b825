package com.zhaoli.pay.pos.signoff;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.refund.RefundedTotal;
import com.zhaoli.pay.pos.refund.Refunds;
import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.ShiftStatus;
import com.zhaoli.pay.pos.shift.Shifts;
import com.zhaoli.pay.pos.signoff.internal.SignOffStore;
import com.zhaoli.pay.pos.trade.PaidTotal;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.Trades;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends shifts. A shift is held while its totals are taken, so that no sale slips in behind them;
 * what the two sides have is kept, and where they differ operators are told.
 */
@Service
public class SignOffs {
  private static final Logger log = LoggerFactory.getLogger(SignOffs.class);
  private static final int OPEN_TOLD = 20;

  private final Shifts shifts;
  private final Trades trades;
  private final Refunds refunds;
  private final SignOffStore store;

  SignOffs(Shifts shifts, Trades trades, Refunds refunds, SignOffStore store) {
    this.shifts = shifts;
    this.trades = trades;
    this.refunds = refunds;
    this.store = store;
  }

  /**
   * Ends the shift. Where it has ended already, how it did.
   *
   * @param told the terminal's totals, one for each channel that had business
   * @throws ApiException SHIFT_NOT_FOUND; SHIFT_HAS_OPEN_TRADES with some of their numbers
   */
  @Transactional
  public SignOffBO signOff(DeviceIdentity device, String shiftNo, List<ChannelTotals> told) {
    ShiftBO shift = shifts.hold(device, shiftNo);
    if (shift.status() == ShiftStatus.CLOSED) {
      return ended(shift);
    }
    requireFinal(shift);
    List<TotalsPair> totals = TotalsPair.of(ours(shift), told);
    boolean agreed = totals.stream().allMatch(pair -> pair.differences().findAny().isEmpty());
    store.insert(shift.shiftNo(), totals);
    SignOffBO signOff = new SignOffBO(shifts.close(shift, agreed), totals);
    if (!agreed) {
      log.error(
          "ALERT: terminal {} and platform differ on shift {}: {}",
          device.terminalNo(),
          shiftNo,
          signOff.differences());
    }
    return signOff;
  }

  /**
   * How one of the terminal's shifts ended.
   *
   * @throws ApiException SHIFT_NOT_FOUND; SHIFT_OPEN while it goes on; SHIFT_HAS_OPEN_TRADES while
   *     its totals cannot be taken
   */
  @Transactional
  public SignOffBO get(DeviceIdentity device, String shiftNo) {
    ShiftBO shift = shifts.hold(device, shiftNo);
    if (shift.status() == ShiftStatus.OPEN) {
      throw ApiException.of(ErrorCode.SHIFT_OPEN, "cashierNo", shift.cashierNo());
    }
    return ended(shift);
  }

  private SignOffBO ended(ShiftBO held) {
    if (held.totalsDue()) {
      requireFinal(held);
      return settleLeft(held);
    }
    return new SignOffBO(held, store.totals(held.shiftNo()));
  }

  /**
   * Takes the totals of a shift that its terminal has left, as soon as all its trades are final.
   *
   * @return whether they are taken now
   */
  @Transactional
  public boolean settleIfFinal(ShiftBO left) {
    ShiftBO shift = shifts.hold(left).filter(ShiftBO::totalsDue).orElse(null);
    if (shift == null || !trades.openOf(shift, 1).isEmpty()) {
      return false;
    }
    SignOffBO unused = settleLeft(shift);
    return true;
  }

  private SignOffBO settleLeft(ShiftBO held) {
    List<TotalsPair> totals = TotalsPair.untold(ours(held));
    store.insert(held.shiftNo(), totals);
    log.error(
        "ALERT: terminal {} was moved away from shift {} of {}, which ends with the platform's"
            + " totals alone: {}",
        held.terminalNo(),
        held.shiftNo(),
        held.merchantNo(),
        totals.stream().map(TotalsPair::ours).toList());
    return new SignOffBO(shifts.totalsTaken(held), totals);
  }

  private void requireFinal(ShiftBO shift) {
    String open =
        trades.openOf(shift, OPEN_TOLD).stream()
            .map(TradeBO::terminalTradeNo)
            .collect(Collectors.joining(","));
    if (!open.isEmpty()) {
      throw new ApiException(ErrorCode.SHIFT_HAS_OPEN_TRADES, Map.of("terminalTradeNos", open));
    }
  }

  private List<ChannelTotals> ours(ShiftBO shift) {
    Map<String, ChannelTotals> totals = new TreeMap<>();
    for (PaidTotal paid : trades.paidIn(shift)) {
      totals.put(
          paid.channel(),
          new ChannelTotals(paid.channel(), paid.count(), paid.amount(), 0, Money.ZERO));
    }
    for (RefundedTotal refunded : refunds.madeIn(shift)) {
      ChannelTotals paid =
          totals.getOrDefault(refunded.channel(), ChannelTotals.none(refunded.channel()));
      totals.put(
          refunded.channel(),
          new ChannelTotals(
              refunded.channel(),
              paid.paymentCount(),
              paid.paymentAmount(),
              refunded.count(),
              refunded.amount()));
    }
    return List.copyOf(totals.values());
  }

  /**
   * The trades of one of the terminal's shifts behind {@code after}.
   *
   * @throws ApiException SHIFT_NOT_FOUND
   */
  @Transactional
  public List<TradeBO> trades(
      DeviceIdentity device, String shiftNo, @Nullable String after, int limit) {
    return trades.ofShift(shifts.hold(device, shiftNo), after, limit);
  }
}
