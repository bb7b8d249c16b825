package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.client.payment.PosSale;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.configuration.Configurations;
import com.zhaoli.pay.pos.configuration.TerminalSettings;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.Shifts;
import com.zhaoli.pay.pos.trade.internal.TradeStore;
import com.zhaoli.pay.pos.upstream.BoundedCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What terminals do with trades. A trade is committed before payment-service hears of it, and its
 * sale is sent once; whatever is cut off after that, the trade comes to one end, and every question
 * by its terminalTradeNo is answered with how it stands. No answer waits longer than four seconds.
 */
@Service
public class Trades {

  /** Longer than the call of a sale takes. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(18);

  private final TradeStore store;
  private final TradeFollowing following;
  private final PaymentCalls payments;
  private final BoundedCalls calls;
  private final Shifts shifts;
  private final Configurations configurations;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Trades(
      TradeStore store,
      TradeFollowing following,
      PaymentCalls payments,
      BoundedCalls calls,
      Shifts shifts,
      Configurations configurations,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.following = following;
    this.payments = payments;
    this.calls = calls;
    this.shifts = shifts;
    this.configurations = configurations;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A trade, and whether this request made it.
   *
   * @param created false when it was there already
   */
  public record Sale(TradeBO trade, boolean created) {}

  /**
   * Sells, or finds the trade that an equal sale made.
   *
   * @return the trade: final, or PAYING and from then on followed to its end
   * @throws ApiException TERMINAL_TRADE_NO_CONFLICT when the number stands for something else;
   *     METHOD_NOT_AVAILABLE when the terminal is not to sell so; SHIFT_REQUIRED when nobody is
   *     signed in; TERMINAL_SERVICE_BUSY when nothing was done
   */
  public Sale sell(DeviceIdentity device, SaleCommand command) {
    TradeBO existing = store.find(device, command.terminalTradeNo()).orElse(null);
    if (existing != null) {
      return new Sale(refresh(requireSame(existing, command)), false);
    }
    TerminalSettings settings = configurations.of(device.terminalNo()).settings();
    requireAllowed(settings, command.method());
    if (!calls.reserve()) {
      throw ApiException.retryAfter(ErrorCode.TERMINAL_SERVICE_BUSY, 2);
    }
    Optional<TradeBO> begun = Optional.empty();
    try {
      begun = begin(device, command);
    } finally {
      if (begun.isEmpty()) {
        calls.release();
      }
    }
    if (begun.isEmpty()) {
      TradeBO other = getOrConflict(device, command.terminalTradeNo());
      return new Sale(refresh(requireSame(other, command)), false);
    }
    TradeBO trade = begun.get();
    return new Sale(
        calls.run(() -> send(trade, command, settings)).orElseGet(() -> store.reread(trade)), true);
  }

  /** The trade on record, in the open shift; empty when there is one of its number. */
  private Optional<TradeBO> begin(DeviceIdentity device, SaleCommand command) {
    Optional<TradeBO> begun =
        transaction.execute(
            status -> {
              ShiftBO shift = shifts.holdOpen(device);
              TradeBO trade =
                  trade(
                      device,
                      command.terminalTradeNo(),
                      shift.shiftNo(),
                      command,
                      command.amount(),
                      clock.instant());
              return store.insert(trade) ? Optional.of(trade) : Optional.empty();
            });
    return begun == null ? Optional.empty() : begun;
  }

  private static void requireAllowed(TerminalSettings settings, TradeMethod method) {
    if (!settings.methods().contains(method.name())) {
      throw ApiException.of(
          ErrorCode.METHOD_NOT_AVAILABLE, "method", "is not available at this terminal");
    }
  }

  private TradeBO send(TradeBO trade, SaleCommand command, TerminalSettings settings) {
    PaymentAnswer answer =
        payments.sell(
            trade.merchantNo(),
            new PosSale(
                trade.tradeNo(),
                trade.amount(),
                trade.subject(),
                command.authCode(),
                Objects.requireNonNullElse(command.expireSeconds(), settings.qrExpireSeconds()),
                trade.storeId(),
                trade.terminalNo()));
    if (answer instanceof PaymentAnswer.Refused refused) {
      return refused.code().equals("OUT_TRADE_NO_CONFLICT")
          // It was cancelled, and the cancellation was faster.
          ? following.step(trade)
          : store.settle(
              trade, TradeDecision.refused(refused.code()), following.next(trade), clock.instant());
    }
    if (answer instanceof PaymentAnswer.Found) {
      return following.settle(trade, answer);
    }
    // Our call is over. Whether it arrived is asked at once, and what did not is withdrawn.
    return following.step(store.endOfWay(trade, clock.instant()));
  }

  /**
   * The terminal's trade as it is now.
   *
   * @throws ApiException TRADE_NOT_FOUND while the platform has not heard of it
   */
  public TradeBO query(DeviceIdentity device, String terminalTradeNo) {
    return refresh(get(device, terminalTradeNo));
  }

  /**
   * The terminal's latest trade as it is now.
   *
   * @throws ApiException TRADE_NOT_FOUND when it has none
   */
  public TradeBO last(DeviceIdentity device) {
    return refresh(
        store.last(device).orElseThrow(() -> new ApiException(ErrorCode.TRADE_NOT_FOUND)));
  }

  /**
   * Cancels a trade that is not final; one that is stays as it is. A trade that the platform has
   * not heard of is recorded as one that was never received, so that a sale that is on its way
   * finds it.
   *
   * @param told the amount as the terminal has it, for the record of one that was never received;
   *     null when the terminal does not tell
   * @throws ApiException TRADE_STATE_INVALID when it is paid; TERMINAL_TRADE_NO_CONFLICT when the
   *     number was used before the terminal was moved
   */
  public TradeBO cancel(DeviceIdentity device, String terminalTradeNo, @Nullable Money told) {
    TradeBO trade = store.find(device, terminalTradeNo).orElse(null);
    if (trade == null) {
      Optional<TradeBO> never = neverReceived(device, terminalTradeNo, told);
      if (never.isPresent()) {
        return never.get();
      }
      trade = getOrConflict(device, terminalTradeNo);
    }
    if (trade.status() == TradeStatus.SUCCEEDED) {
      throw new ApiException(
          ErrorCode.TRADE_STATE_INVALID, Map.of("status", trade.status().name()));
    }
    return trade.status().isFinal() ? trade : refresh(store.wantUndo(trade, clock.instant()));
  }

  /** The terminal's trade as it is on record; empty while the platform has not heard of it. */
  public Optional<TradeBO> find(DeviceIdentity device, String terminalTradeNo) {
    return store.find(device, terminalTradeNo);
  }

  /** A trade of the merchant's store as it is on record. */
  public Optional<TradeBO> findByPaymentNo(String merchantNo, String storeId, String paymentNo) {
    return store.findByPaymentNo(merchantNo, storeId, paymentNo);
  }

  /**
   * Records a trade that the platform has not heard of as one that was never received: what comes
   * late under its number finds it, and is not paid.
   *
   * @param told the amount as the terminal has it, or null
   * @return empty when the number is taken by now
   */
  public Optional<TradeBO> neverReceived(
      DeviceIdentity device, String terminalTradeNo, @Nullable Money told) {
    TradeBO never =
        trade(
            device,
            terminalTradeNo,
            null,
            null,
            Objects.requireNonNullElse(told, Money.ZERO),
            clock.instant());
    return store.insert(never) ? Optional.of(never) : Optional.empty();
  }

  /**
   * A paid trade of the terminal's store.
   *
   * @param terminalTradeNo of the terminal's own trades, or null
   * @param paymentNo of any of the store, or null
   * @throws ApiException TRADE_NOT_FOUND; TRADE_STATE_INVALID when it is not paid
   */
  public TradeBO paid(
      DeviceIdentity device, @Nullable String terminalTradeNo, @Nullable String paymentNo) {
    Optional<TradeBO> found =
        terminalTradeNo != null
            ? store.find(device, terminalTradeNo)
            : paymentNo == null
                ? Optional.empty()
                : store.findByPaymentNo(device.merchantNo(), device.storeId(), paymentNo);
    TradeBO trade = found.orElseThrow(() -> new ApiException(ErrorCode.TRADE_NOT_FOUND));
    if (trade.status() != TradeStatus.SUCCEEDED) {
      throw new ApiException(
          ErrorCode.TRADE_STATE_INVALID, Map.of("status", trade.status().name()));
    }
    return trade;
  }

  /** Trades of a shift that are not final, some of them. */
  public List<TradeBO> openOf(ShiftBO shift, int limit) {
    return store.openOf(shift.merchantNo(), shift.shiftNo(), limit);
  }

  /** A shift's trades behind {@code after}, in the order they were made. */
  public List<TradeBO> ofShift(ShiftBO shift, @Nullable String after, int limit) {
    return store.ofShift(shift.merchantNo(), shift.shiftNo(), after == null ? "" : after, limit);
  }

  /** What was paid in a shift, by channel. */
  public List<PaidTotal> paidIn(ShiftBO shift) {
    return store.paidIn(shift.merchantNo(), shift.shiftNo());
  }

  private TradeBO get(DeviceIdentity device, String terminalTradeNo) {
    return store
        .find(device, terminalTradeNo)
        .orElseThrow(() -> new ApiException(ErrorCode.TRADE_NOT_FOUND));
  }

  /**
   * The trade that has the number; where that is another merchant's, it is for that trade alone.
   */
  private TradeBO getOrConflict(DeviceIdentity device, String terminalTradeNo) {
    return store
        .find(device, terminalTradeNo)
        .orElseThrow(() -> new ApiException(ErrorCode.TERMINAL_TRADE_NO_CONFLICT));
  }

  private static TradeBO requireSame(TradeBO trade, SaleCommand command) {
    if (!trade.isOf(command.contentHash())) {
      throw new ApiException(ErrorCode.TERMINAL_TRADE_NO_CONFLICT);
    }
    return trade;
  }

  /** The trade after a step, as far as that is to be had now. */
  private TradeBO refresh(TradeBO trade) {
    if (trade.status().isFinal() || !calls.reserve()) {
      return trade;
    }
    return calls.run(() -> following.step(trade)).orElseGet(() -> store.reread(trade));
  }

  private static TradeBO trade(
      DeviceIdentity device,
      String terminalTradeNo,
      @Nullable String shiftNo,
      @Nullable SaleCommand command,
      Money amount,
      Instant now) {
    return new TradeBO(
        Ids.withPrefix("pt_"),
        device.terminalNo(),
        terminalTradeNo,
        device.merchantNo(),
        device.storeId(),
        shiftNo,
        command == null ? null : command.method(),
        amount,
        command == null ? "" : command.subject(),
        command == null ? "" : command.contentHash(),
        command == null ? TradeStatus.FAILED : TradeStatus.PAYING,
        0,
        null,
        null,
        null,
        command == null ? FailureCodes.NOT_RECEIVED : null,
        null,
        command == null,
        false,
        now.plus(ON_ITS_WAY),
        null,
        null,
        now);
  }
}
