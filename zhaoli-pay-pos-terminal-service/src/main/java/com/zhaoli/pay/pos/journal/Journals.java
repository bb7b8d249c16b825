package com.zhaoli.pay.pos.journal;

import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.journal.internal.ConflictStore;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.TradeStatus;
import com.zhaoli.pay.pos.trade.Trades;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Holds what terminals have in their journals against the platform's trades. The same journal again
 * has the same verdicts, but for trades that have gone on meanwhile.
 */
@Service
public class Journals {
  private static final Logger log = LoggerFactory.getLogger(Journals.class);

  private final Trades trades;
  private final ConflictStore conflicts;
  private final MeterRegistry meters;
  private final Clock clock;

  Journals(Trades trades, ConflictStore conflicts, MeterRegistry meters, Clock clock) {
    this.trades = trades;
    this.conflicts = conflicts;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Judges a terminal's entries, each by itself: where the answer is lost, those that were judged
   * stay so. Trades are taken as they are on record; nobody waits for a channel.
   *
   * @return in the order of the entries
   */
  public List<JudgedEntry> judge(DeviceIdentity device, List<JournalEntry> entries) {
    return entries.stream().map(entry -> judge(device, entry)).toList();
  }

  private JudgedEntry judge(DeviceIdentity device, JournalEntry entry) {
    JudgedEntry judged = judged(device, entry);
    meters.counter("zhaoli.pos.journal.entries", "verdict", tag(judged.verdict())).increment();
    if (judged.verdict() == Verdict.CONFLICT) {
      tell(device, judged);
    }
    return judged;
  }

  private JudgedEntry judged(DeviceIdentity device, JournalEntry entry) {
    Optional<TradeBO> known = trades.find(device, entry.terminalTradeNo());
    if (known.isPresent()) {
      return new JudgedEntry(entry, verdict(entry, known.get()), known.get());
    }
    Optional<TradeBO> never = trades.neverReceived(device, entry.terminalTradeNo(), entry.amount());
    if (never.isPresent()) {
      return new JudgedEntry(entry, Verdict.NOT_RECEIVED, never.get());
    }
    // The sale was faster; or the number was used at another merchant, whose trade is none of its.
    return trades
        .find(device, entry.terminalTradeNo())
        .map(trade -> new JudgedEntry(entry, verdict(entry, trade), trade))
        .orElseGet(() -> new JudgedEntry(entry, Verdict.CONFLICT, null));
  }

  private static Verdict verdict(JournalEntry entry, TradeBO trade) {
    if (trade.wasNeverReceived()) {
      return entry.status() == TradeStatus.FAILED ? Verdict.MATCH : Verdict.NOT_RECEIVED;
    }
    if (!trade.amount().equals(entry.amount())) {
      return Verdict.CONFLICT;
    }
    return trade.status() == entry.status() ? Verdict.MATCH : Verdict.CORRECTED;
  }

  /** Operators hear of a number once, however often its journal comes. */
  private void tell(DeviceIdentity device, JudgedEntry judged) {
    if (conflicts.insert(device, judged, clock.instant())) {
      TradeBO trade = judged.trade();
      log.error(
          "ALERT: terminal {} has {} of {} fen in its journal, the platform {}",
          device.terminalNo(),
          judged.entry().terminalTradeNo(),
          judged.entry().amount().fen(),
          trade == null ? "a trade of another merchant" : trade.amount().fen() + " fen");
    }
  }

  private static String tag(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Conflicts, the newest first.
   *
   * @param terminalNo only those of this terminal
   * @param after only those before the conflict of this id
   */
  public List<ConflictBO> conflicts(@Nullable String terminalNo, @Nullable Long after, int limit) {
    return conflicts.page(terminalNo, after == null ? Long.MAX_VALUE : after, limit);
  }
}
