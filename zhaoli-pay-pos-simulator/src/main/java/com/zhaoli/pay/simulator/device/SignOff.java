package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.ShiftTotals;
import java.util.List;

/**
 * The end of a shift.
 *
 * @param mine as the terminal counts
 * @param agreed whether the platform counts the same
 * @param differences a line for each number that differs
 */
public record SignOff(
    String shiftNo, boolean agreed, List<ShiftTotals> mine, List<String> differences) {
  public SignOff {
    mine = List.copyOf(mine);
    differences = List.copyOf(differences);
  }
}
