package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import java.util.List;
import java.util.Optional;

/** What a terminal wrote down, and what its payers did. */
interface TerminalBooks {
  String terminalNo();

  List<TradeEntry> trades();

  List<RefundEntry> refunds();

  /** What the payer of this trade does. */
  Optional<SaleKind> kindOf(String terminalTradeNo);

  /** What a terminal must not do and did. */
  List<String> mistakes();
}
