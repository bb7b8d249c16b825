package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.journal.TradeState;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Compares the journal with the platform's book, and takes over what that knows better. */
final class JournalSync {
  private static final int PAGE = 100;

  private final SignedCalls calls;
  private final Journal journal;
  private final TradeDesk trades;
  private final DeviceListener listener;

  JournalSync(SignedCalls calls, Journal journal, TradeDesk trades, DeviceListener listener) {
    this.calls = calls;
    this.journal = journal;
    this.trades = trades;
    this.listener = listener;
  }

  /**
   * Sends what was not seen to agree.
   *
   * @return how many entries were compared; -1 when the platform does not offer it
   */
  int run() {
    List<TradeEntry> open =
        journal.trades().stream()
            .filter(trade -> !trade.reconciled() && trade.state() != TradeState.NOT_TAKEN)
            .filter(trade -> !trade.isInConflict())
            // The platform would take one that it has not heard of yet for one that never comes.
            .filter(trade -> !trades.isBeingSold(trade.terminalTradeNo()))
            .toList();
    for (int from = 0; from < open.size(); from += PAGE) {
      List<TradeEntry> page = open.subList(from, Math.min(open.size(), from + PAGE));
      try {
        take(page, calls.post("/pos/v1/journals", Map.of("entries", entries(page))).json());
      } catch (PosRefusal refusal) {
        if (refusal.is("NOT_FOUND")) {
          return -1;
        }
        throw refusal;
      }
    }
    return open.size();
  }

  private static List<Map<String, Object>> entries(List<TradeEntry> page) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (TradeEntry trade : page) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("terminalTradeNo", trade.terminalTradeNo());
      entry.put("amount", trade.amount());
      // The protocol has no word for a trade of which nothing was heard: it is open.
      entry.put("status", trade.state() == TradeState.UNKNOWN ? "PAYING" : trade.state().name());
      entries.add(entry);
    }
    return entries;
  }

  private void take(List<TradeEntry> page, JsonNode answer) {
    JsonNode verdicts = answer.isArray() ? answer : answer.path("entries");
    for (int i = 0; i < Math.min(page.size(), verdicts.size()); i++) {
      JsonNode verdict = verdicts.get(i);
      String no = verdict.path("terminalTradeNo").asString(page.get(i).terminalTradeNo());
      String said = verdict.path("verdict").asString("");
      if (journal.trade(no).isEmpty()) {
        continue;
      }
      if (said.equals("CONFLICT")) {
        journal.change(no, TradeEntry::inConflict);
        listener.message("账目不符 Conflict", no);
      } else {
        if (verdict.has("trade")) {
          trades.tell(no, verdict.path("trade"));
        }
        journal.change(no, entry -> entry.state().isFinal() ? entry.inAgreement() : entry);
      }
    }
  }
}
