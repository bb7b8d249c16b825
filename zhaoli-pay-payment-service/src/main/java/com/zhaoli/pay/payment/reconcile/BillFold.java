package com.zhaoli.pay.payment.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rows of one number, which come one after the other, also where a page ends between
 * them. Holds one entry, however many rows there are.
 */
final class BillFold {
  private @Nullable BillEntry open;

  /** The entries that these rows completed. */
  List<BillEntry> add(List<StagedRow> rows) {
    List<BillEntry> complete = new ArrayList<>();
    for (StagedRow row : rows) {
      BillEntry entry = open;
      if (entry != null && entry.isOf(row)) {
        open = entry.plus(row);
        continue;
      }
      if (entry != null) {
        complete.add(entry);
      }
      open = BillEntry.of(row);
    }
    return complete;
  }

  /** The last entry, after the last row. */
  Optional<BillEntry> end() {
    Optional<BillEntry> last = Optional.ofNullable(open);
    open = null;
    return last;
  }
}
