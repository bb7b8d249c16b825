package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.journal.ShiftTotals;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who is signed in, and the settlement at the end. All of these calls may be repeated. */
final class ShiftDesk {
  private static final String SHIFTS = "/pos/v1/shifts";
  private static final int SENDS = 4;

  private final SignedCalls calls;
  private final Journal journal;
  private final DeviceMemory memory;

  ShiftDesk(SignedCalls calls, Journal journal, DeviceMemory memory) {
    this.calls = calls;
    this.journal = journal;
    this.memory = memory;
  }

  Shift signIn(String cashierNo, String pin) {
    JsonNode shift =
        repeated(() -> calls.post(SHIFTS, Map.of("cashierNo", cashierNo, "pin", pin)).json());
    return keep(shift);
  }

  private Shift keep(JsonNode shift) {
    Shift open =
        new Shift(
            shift.path("shiftNo").asString(),
            shift.path("cashierNo").asString(),
            shift.path("role").asString(""));
    memory.update(state -> state.withShift(open));
    return open;
  }

  /**
   * Asks who is signed in; after a start, where an answer may have been lost before.
   *
   * @return how the shift ended that this terminal was in, where the answer to its sign-off was
   *     lost
   */
  Optional<SignOff> refresh() {
    Shift known = memory.state().shift();
    JsonNode open = null;
    try {
      open = calls.get(SHIFTS + "/current").json();
    } catch (PosRefusal refusal) {
      if (!refusal.is("SHIFT_NOT_FOUND")) {
        throw refusal;
      }
    }
    Optional<SignOff> end = known == null || isThis(known, open) ? Optional.empty() : endOf(known);
    if (open == null) {
      memory.update(state -> state.withShift(null));
    } else {
      keep(open);
    }
    return end;
  }

  private static boolean isThis(Shift known, @Nullable JsonNode open) {
    return open != null && open.path("shiftNo").asString("").equals(known.shiftNo());
  }

  /** A shift that is over is not changed by its sign-off: the platform says again how it ended. */
  private Optional<SignOff> endOf(Shift over) {
    try {
      return Optional.of(settle(over));
    } catch (PosRefusal refusal) {
      // Nobody's any more, such as of a merchant to whom the terminal belonged before.
      return Optional.empty();
    }
  }

  /**
   * Signs off with the totals of the journal.
   *
   * @throws PosRefusal SHIFT_HAS_OPEN_TRADES when something is not decided
   */
  SignOff signOff() {
    Shift shift = memory.state().shift();
    if (shift == null) {
      throw PosRefusal.local("SHIFT_REQUIRED", "无人签到 Nobody is signed in");
    }
    List<String> open =
        new ArrayList<>(journal.openTrades().stream().map(TradeEntry::terminalTradeNo).toList());
    journal.openRefunds().forEach(refund -> open.add(refund.terminalRefundNo()));
    if (!open.isEmpty()) {
      throw PosRefusal.local(
          "SHIFT_HAS_OPEN_TRADES", "有未完成的交易 Not decided yet: " + String.join(", ", open));
    }
    SignOff end = settle(shift);
    memory.update(state -> state.withShift(null));
    return end;
  }

  private SignOff settle(Shift shift) {
    List<ShiftTotals> totals = journal.totalsOf(shift.shiftNo());
    JsonNode answer =
        repeated(
            () ->
                calls
                    .post(SHIFTS + "/" + shift.shiftNo() + "/sign-off", Map.of("totals", totals))
                    .json());
    List<String> differences = new ArrayList<>();
    for (JsonNode difference : answer.path("differences")) {
      differences.add(
          difference.path("channel").asString()
              + " "
              + difference.path("field").asString()
              + ": "
              + difference.path("terminal").asString()
              + " / "
              + difference.path("platform").asString());
    }
    return new SignOff(
        shift.shiftNo(), answer.path("agreed").asBoolean(false), totals, differences);
  }

  private static <T> T repeated(Supplier<T> call) {
    for (int send = 1; ; send++) {
      try {
        return call.get();
      } catch (NoAnswer e) {
        if (send == SENDS || !e.wasSent() || !pause()) {
          throw e;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
