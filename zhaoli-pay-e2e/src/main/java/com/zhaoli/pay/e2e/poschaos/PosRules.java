package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.faults.books.Evidence;
import com.zhaoli.pay.e2e.faults.books.PaymentFile;
import com.zhaoli.pay.e2e.faults.books.Rows;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.RefundState;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.journal.TradeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The terminals' journals say what our books say, trade by trade. */
final class PosRules {
  private static final Set<String> PAID = Set.of("SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED");

  private final Map<String, PosRows.Trade> trades;
  private final Map<String, PosRows.Refund> refunds;
  private final Map<String, Rows.Payment> payments;
  private final Map<String, Rows.Refund> paymentRefunds;
  private final List<String> violations = new ArrayList<>();

  PosRules(List<PosRows.Trade> trades, List<PosRows.Refund> refunds, Evidence evidence) {
    this.trades =
        trades.stream()
            .collect(
                Collectors.toMap(
                    trade -> trade.terminalNo() + " " + trade.terminalTradeNo(), trade -> trade));
    this.refunds =
        refunds.stream()
            .collect(
                Collectors.toMap(
                    refund -> refund.terminalNo() + " " + refund.terminalRefundNo(),
                    refund -> refund));
    this.payments =
        evidence.files().stream()
            .map(PaymentFile::payment)
            .collect(Collectors.toMap(Rows.Payment::outTradeNo, payment -> payment));
    this.paymentRefunds = new HashMap<>();
    evidence.files().stream()
        .flatMap(file -> file.refunds().stream())
        .forEach(refund -> paymentRefunds.put(refund.outRefundNo(), refund));
  }

  /** Every way in which they do not agree. */
  List<String> check(List<? extends TerminalBooks> terminals) {
    Map<String, PosRows.Trade> unknownTrades = new HashMap<>(trades);
    Map<String, PosRows.Refund> unknownRefunds = new HashMap<>(refunds);
    for (TerminalBooks terminal : terminals) {
      for (TradeEntry entry : terminal.trades()) {
        String key = terminal.terminalNo() + " " + entry.terminalTradeNo();
        unknownTrades.remove(key);
        checkEntry(entry, terminal.kindOf(entry.terminalTradeNo()).orElse(null), trades.get(key));
      }
      for (RefundEntry entry : terminal.refunds()) {
        String key = terminal.terminalNo() + " " + entry.terminalRefundNo();
        unknownRefunds.remove(key);
        checkRefund(entry, refunds.get(key));
      }
      terminal.mistakes().forEach(mistake -> require(false, mistake));
    }
    unknownTrades.values().forEach(row -> require(false, "in no journal: " + row));
    unknownRefunds.values().forEach(row -> require(false, "in no journal: " + row));
    trades.values().forEach(this::checkPayment);
    Set<String> numbers =
        trades.values().stream().map(PosRows.Trade::tradeNo).collect(Collectors.toSet());
    payments
        .values()
        .forEach(
            payment ->
                require(
                    numbers.contains(payment.outTradeNo()), "a payment of no trade: " + payment));
    return List.copyOf(violations);
  }

  private void checkEntry(TradeEntry entry, @Nullable SaleKind kind, PosRows.@Nullable Trade row) {
    require(entry.state().isFinal(), "not decided at the terminal: " + entry);
    require(entry.contradiction() == null, "the platform contradicted itself: " + entry);
    if (entry.state() == TradeState.NOT_TAKEN) {
      require(row == null, "the terminal was told that there is no trade: " + entry + " " + row);
      return;
    }
    if (row == null) {
      require(false, "the platform does not know it: " + entry);
      return;
    }
    require(!row.open(), "not decided at the platform: " + row);
    require(row.status().equals(entry.state().name()), "differ: " + entry + " " + row);
    boolean neverReceived = row.method() == null;
    require(
        neverReceived || row.amountFen() == entry.amount(), "amounts differ: " + entry + " " + row);
    require(
        kind == null || kind.mayBePaid() || entry.state() != TradeState.SUCCEEDED,
        "nobody paid it: " + kind + " " + entry);
  }

  private void checkPayment(PosRows.Trade row) {
    Rows.Payment payment = payments.get(row.tradeNo());
    boolean paid = payment != null && isPaid(payment.status());
    require(paid == row.status().equals("SUCCEEDED"), "trade and payment: " + row + " " + payment);
    require(
        !paid || payment == null || payment.amountFen() == row.amountFen(),
        "trade and payment have other amounts: " + row + " " + payment);
    boolean undone = row.status().equals("REVERSED");
    require(
        !undone || (payment != null && payment.status().equals("REVERSED")),
        "said to be undone: " + row + " " + payment);
  }

  private void checkRefund(RefundEntry entry, PosRows.@Nullable Refund row) {
    require(entry.state().isFinal(), "not decided at the terminal: " + entry);
    require(entry.contradiction() == null, "the platform contradicted itself: " + entry);
    if (row == null) {
      require(entry.state() == RefundState.NOT_TAKEN, "the platform does not know it: " + entry);
      return;
    }
    require(row.status().equals(entry.state().name()), "differ: " + entry + " " + row);
    require(row.amountFen() == entry.amount(), "amounts differ: " + entry + " " + row);
    Rows.Refund refund = paymentRefunds.get(row.outRefundNo());
    boolean back = refund != null && refund.status().equals("SUCCEEDED");
    require(
        back == row.status().equals("SUCCEEDED"), "refund at the till and paid: " + row + refund);
    require(
        !back || refund == null || refund.amountFen() == row.amountFen(),
        "refunds have other amounts: " + row + " " + refund);
  }

  /** Whether a payment of this status took money, whatever of that went back since. */
  static boolean isPaid(String paymentStatus) {
    return PAID.contains(paymentStatus);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      violations.add(what);
    }
  }
}
