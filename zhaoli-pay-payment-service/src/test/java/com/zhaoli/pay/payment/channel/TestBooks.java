package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.TestChannel.Trade;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a wallet's side knows: orders, refunds, days that it made bills of, and logins. */
public final class TestBooks {

  /**
   * Money that goes back.
   *
   * @param settled whether it is there; until then the channel is at it
   */
  public record Refund(String refundNo, String attemptNo, Money amount, boolean settled) {}

  private final Map<String, Trade> trades = new ConcurrentHashMap<>();
  private final Map<String, Refund> refunds = new ConcurrentHashMap<>();
  private final Set<String> scanned = ConcurrentHashMap.newKeySet();
  private final Set<String> reversed = ConcurrentHashMap.newKeySet();
  private final Set<LocalDate> billed = ConcurrentHashMap.newKeySet();
  private final Map<String, String> logins = new ConcurrentHashMap<>();

  public @Nullable Trade trade(String attemptNo) {
    return trades.get(attemptNo);
  }

  public void put(String attemptNo, Trade trade) {
    trades.put(attemptNo, trade);
  }

  public void open(String attemptNo, Money amount) {
    trades.putIfAbsent(attemptNo, new Trade(amount, true, false, null));
  }

  public void close(String attemptNo) {
    trades.computeIfPresent(attemptNo, (no, trade) -> new Trade(trade.amount(), false, true, null));
  }

  /** The order that has this number of the channel's. */
  public Optional<String> attemptOf(String tradeNo) {
    return trades.entrySet().stream()
        .filter(trade -> tradeNo.equals(trade.getValue().tradeNo()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** All orders by number, in order. */
  public Map<String, Trade> trades() {
    return new TreeMap<>(trades);
  }

  void scan(String attemptNo) {
    scanned.add(attemptNo);
  }

  /** Whether the payer has looked at it, though not paid. */
  public boolean isScanned(String attemptNo) {
    return scanned.contains(attemptNo);
  }

  /** Marks a paid order as undone: all that was paid is back. */
  public void reverse(String attemptNo) {
    reversed.add(attemptNo);
  }

  public boolean isReversed(String attemptNo) {
    return reversed.contains(attemptNo);
  }

  public @Nullable Refund refund(String refundNo) {
    return refunds.get(refundNo);
  }

  public void put(Refund refund) {
    refunds.put(refund.refundNo(), refund);
  }

  /** The refunds of an order, by their numbers. */
  public List<Refund> refundsOf(String attemptNo) {
    return new TreeMap<>(refunds)
        .values().stream().filter(refund -> refund.attemptNo().equals(attemptNo)).toList();
  }

  /** What is back, or on its way back, of an order; a reversal counts. */
  public Money givenBack(String attemptNo) {
    Trade trade = trades.get(attemptNo);
    if (trade != null && isReversed(attemptNo)) {
      return trade.amount();
    }
    return refundsOf(attemptNo).stream().map(Refund::amount).reduce(Money.ZERO, Money::plus);
  }

  void settle(String refundNo) {
    refunds.computeIfPresent(
        refundNo, (no, refund) -> new Refund(no, refund.attemptNo(), refund.amount(), true));
  }

  void bill(LocalDate day) {
    billed.add(day);
  }

  public boolean isBilled(LocalDate day) {
    return billed.contains(day);
  }

  void login(String code, String payerId) {
    logins.put(code, payerId);
  }

  /** Who logged in with this code; good for one use. */
  public Optional<String> redeem(String code) {
    return Optional.ofNullable(logins.remove(code));
  }
}
