package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.Answer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Refunds. A request carries the supervisor's PIN, which is kept nowhere: one that was cut off and
 * whose PIN is gone is asked for, until it is known or can never arrive any more.
 */
final class RefundDesk {
  private static final String REFUNDS = "/pos/v1/refunds";
  private static final long BETWEEN_LOOKS_MILLIS = 2_000;

  /** Longer than the platform is at a request that it has taken. */
  private static final Duration AT_WORK = Duration.ofSeconds(10);

  private final SignedCalls calls;
  private final PatientSend sends;
  private final Journal journal;
  private final DeviceMemory memory;
  private final Numbers numbers;
  private final DeviceListener listener;
  private final Clock clock;
  private final Set<String> beingSent = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> askAtMillis = new ConcurrentHashMap<>();

  RefundDesk(
      SignedCalls calls,
      Journal journal,
      DeviceMemory memory,
      Numbers numbers,
      DeviceListener listener,
      Clock clock) {
    this.calls = calls;
    this.sends = new PatientSend(calls, listener, REFUNDS, "网络不可用，无法退款 No network: no refund");
    this.journal = journal;
    this.memory = memory;
    this.numbers = numbers;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Refunds.
   *
   * @param of a payment's number, or the terminal's own number of a trade
   * @throws PosRefusal when the platform does not take it: there is no such refund
   */
  RefundEntry refund(String of, long amount, String reason, String supervisorNo, String pin) {
    DeviceState.Shift shift = memory.state().shift();
    String paymentNo =
        journal.trade(of).map(TradeEntry::paymentNo).orElse(of.startsWith("pay_") ? of : null);
    RefundEntry begun =
        RefundEntry.begun(
            numbers.refund(),
            of,
            amount,
            reason,
            supervisorNo,
            shift == null ? null : shift.shiftNo(),
            clock.instant());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("terminalRefundNo", begun.terminalRefundNo());
    if (paymentNo == null) {
      body.put("terminalTradeNo", of);
    } else {
      body.put("paymentNo", paymentNo);
    }
    body.put("amount", amount);
    if (!reason.isEmpty()) {
      body.put("reason", reason);
    }
    body.put("supervisorNo", supervisorNo);
    body.put("pin", pin);
    beingSent.add(begun.terminalRefundNo());
    try {
      journal.put(begun);
      return send(begun.terminalRefundNo(), body);
    } finally {
      beingSent.remove(begun.terminalRefundNo());
    }
  }

  private RefundEntry send(String no, Map<String, Object> body) {
    return sends
        .send(
            "refund " + no,
            body,
            RefundDesk::pause,
            code -> journal.changeRefund(no, entry -> entry.notTaken(code)))
        .map(answer -> tell(no, answer))
        .orElseGet(() -> journal.refund(no).orElseThrow());
  }

  private RefundEntry tell(String no, Answer answer) {
    RefundEntry before = journal.refund(no).orElseThrow();
    RefundEntry after = journal.changeRefund(no, entry -> entry.told(answer.json()));
    if (after.state() != before.state()) {
      listener.refundChanged(after);
    }
    return after;
  }

  /** Asks how it stands. */
  RefundEntry ask(RefundEntry refund) {
    String no = refund.terminalRefundNo();
    try {
      return tell(no, calls.getAndEndEarlier(REFUNDS + "/" + no));
    } catch (PosRefusal refusal) {
      if (!refusal.is("TRADE_NOT_FOUND") || beingSent.contains(no)) {
        throw refusal;
      }
      return missing(refund);
    }
  }

  /** A refund cannot be cancelled: it is waited until what was sent is surely over. */
  private RefundEntry missing(RefundEntry refund) {
    Instant now = clock.instant();
    Instant first = refund.firstMissing();
    RefundEntry after =
        journal.changeRefund(
            refund.terminalRefundNo(),
            entry ->
                first == null
                    ? entry.missingSince(now)
                    : now.isAfter(first.plus(AT_WORK)) ? entry.notTaken("NOT_RECEIVED") : entry);
    if (after.state().isFinal()) {
      listener.refundChanged(after);
    }
    return after;
  }

  /** Sees to every open refund whose time has come. */
  void follow() {
    for (RefundEntry refund : journal.openRefunds()) {
      String no = refund.terminalRefundNo();
      if (beingSent.contains(no) || clock.millis() < askAtMillis.getOrDefault(no, 0L)) {
        continue;
      }
      askAtMillis.put(no, clock.millis() + BETWEEN_LOOKS_MILLIS);
      try {
        ask(refund);
      } catch (PosRefusal refusal) {
        listener.log("refund " + no + ": " + refusal.code());
      }
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PatientSend.PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
