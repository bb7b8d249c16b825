package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.Answer;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sales, and what becomes of them. Whatever is cut off is asked for until it is decided. */
final class TradeDesk {
  private static final String TRADES = "/pos/v1/trades";
  private static final long BETWEEN_LOOKS_MILLIS = 2_000;

  private final SignedCalls calls;
  private final PatientSend sales;
  private final Journal journal;
  private final DeviceMemory memory;
  private final Numbers numbers;
  private final DeviceListener listener;
  private final Clock clock;
  private final Set<String> beingSold = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> askAtMillis = new ConcurrentHashMap<>();

  TradeDesk(
      SignedCalls calls,
      Journal journal,
      DeviceMemory memory,
      Numbers numbers,
      DeviceListener listener,
      Clock clock) {
    this.calls = calls;
    this.sales = new PatientSend(calls, listener, TRADES, "网络不可用，无法收款 No network: no sale");
    this.journal = journal;
    this.memory = memory;
    this.numbers = numbers;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Sells. The barcode is in memory only, until the answer is there or three repeats are over.
   *
   * @return the trade as it stands; when it is not final it is followed
   * @throws PosRefusal when the platform does not take it: there is no such trade
   */
  TradeEntry sell(
      String method,
      long amount,
      String subject,
      @Nullable String authCode,
      @Nullable Integer expireSeconds) {
    DeviceState.Shift shift = memory.state().shift();
    TradeEntry begun =
        TradeEntry.begun(
            numbers.trade(),
            method,
            amount,
            subject,
            shift == null ? null : shift.shiftNo(),
            clock.instant());
    String no = begun.terminalTradeNo();
    beingSold.add(no);
    try {
      journal.put(begun);
      return send(begun, body(begun, authCode, expireSeconds));
    } finally {
      beingSold.remove(no);
    }
  }

  private static Map<String, Object> body(
      TradeEntry trade, @Nullable String authCode, @Nullable Integer expireSeconds) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("terminalTradeNo", trade.terminalTradeNo());
    body.put("method", trade.method());
    body.put("amount", trade.amount());
    if (!trade.subject().isEmpty()) {
      body.put("subject", trade.subject());
    }
    if (authCode != null) {
      body.put("authCode", authCode);
    }
    if (expireSeconds != null) {
      body.put("expireSeconds", expireSeconds);
    }
    return body;
  }

  private TradeEntry send(TradeEntry trade, Map<String, Object> body) {
    String no = trade.terminalTradeNo();
    Optional<Answer> answer =
        sales.send(
            "sale " + no,
            body,
            () -> !cancelledWithin(no, PatientSend.PAUSE_MILLIS),
            code -> journal.change(no, entry -> entry.notTaken(code, clock.instant())));
    if (answer.isPresent()) {
      return tell(no, answer.get());
    }
    askAtMillis.put(no, 0L);
    return journal.trade(no).orElseThrow();
  }

  private boolean cancelledWithin(String no, long millis) {
    long until = clock.millis() + millis;
    try {
      while (clock.millis() < until) {
        if (journal.trade(no).orElseThrow().cancelWanted()) {
          return true;
        }
        journal.awaitChange(until - clock.millis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    return false;
  }

  /** Writes down what the platform says, and when to ask again. */
  private TradeEntry tell(String no, Answer answer) {
    long again = Math.max(500, answer.json().path("askAgainMillis").asLong(2_000));
    askAtMillis.put(no, clock.millis() + again);
    return tell(no, answer.json());
  }

  TradeEntry tell(String no, JsonNode told) {
    TradeEntry before = journal.trade(no).orElseThrow();
    TradeEntry after = journal.change(no, entry -> entry.told(told, clock.instant()));
    if (after.state() != before.state()) {
      listener.tradeChanged(after);
    }
    if (after.contradiction() != null) {
      listener.log("trade " + no + " was " + after.state() + ", now " + after.contradiction());
    }
    return after;
  }

  /** Whether a copy of the sale may be sent yet. */
  boolean isBeingSold(String no) {
    return beingSold.contains(no);
  }

  /** Asks now; the trade as it stands when there is no answer. */
  TradeEntry ask(TradeEntry trade) {
    String no = trade.terminalTradeNo();
    try {
      return tell(no, calls.get(TRADES + "/" + no));
    } catch (PosRefusal refusal) {
      if (!refusal.is("TRADE_NOT_FOUND")) {
        throw refusal;
      }
      // It has not arrived so far. From now on it cannot any more.
      return beingSold.contains(no) ? trade : reverse(trade);
    }
  }

  /**
   * Cancels. That it is wanted is written down first, so that it is asked for until it is done.
   *
   * @throws PosRefusal TRADE_STATE_INVALID when it is paid: refund it
   * @throws NoAnswer when it is not known yet; it is asked for again
   */
  TradeEntry cancel(String no) {
    TradeEntry wanted =
        journal.change(no, entry -> entry.state().isFinal() ? entry : entry.cancelling(true));
    if (wanted.state().isFinal()) {
      return wanted;
    }
    return reverse(wanted);
  }

  private TradeEntry reverse(TradeEntry trade) {
    String no = trade.terminalTradeNo();
    try {
      return tell(no, calls.post(TRADES + "/" + no + "/reverse", Map.of("amount", trade.amount())));
    } catch (PosRefusal refusal) {
      if (refusal.is("TRADE_STATE_INVALID")) {
        journal.change(no, entry -> entry.cancelling(false));
        ask(trade);
      }
      throw refusal;
    }
  }

  /** Sees to every open trade whose time has come. */
  void follow() {
    for (TradeEntry trade : journal.openTrades()) {
      String no = trade.terminalTradeNo();
      if (beingSold.contains(no) || clock.millis() < askAtMillis.getOrDefault(no, 0L)) {
        continue;
      }
      askAtMillis.put(no, clock.millis() + BETWEEN_LOOKS_MILLIS);
      try {
        boolean cancel = trade.cancelWanted();
        TradeEntry now = cancel ? reverse(trade) : ask(trade);
        if (now.state().isFinal()) {
          askAtMillis.remove(no);
        }
      } catch (PosRefusal refusal) {
        listener.log("trade " + no + ": " + refusal.code());
      }
    }
  }

  /** Takes over the platform's latest trade of this terminal when the journal does not know it. */
  Answer last() {
    return calls.get(TRADES + "/last");
  }
}
