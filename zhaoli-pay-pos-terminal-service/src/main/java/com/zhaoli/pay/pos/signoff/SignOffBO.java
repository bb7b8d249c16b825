package com.zhaoli.pay.pos.signoff;

import com.zhaoli.pay.pos.shift.ShiftBO;
import java.util.List;

/** A shift that ended, with its totals. */
public record SignOffBO(ShiftBO shift, List<TotalsPair> totals) {

  /** All numbers in which the two sides differ. */
  public List<TotalsPair.Difference> differences() {
    return totals.stream().flatMap(TotalsPair::differences).toList();
  }
}
