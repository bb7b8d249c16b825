package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Damaged;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Read;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.reconcile.internal.BillStaging;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one bill as they are read and writes them in batches; never holds more than one
 * batch. What goes wrong here is remembered, since whoever reads the bill may take an exception
 * from here for one of the network.
 */
final class BillIntake implements Consumer<BillRow> {
  private final Lease lease;
  private final BillStaging staging;
  private final WorkLimit limit;
  private final int batchRows;
  private final List<StagedRow> batch = new ArrayList<>();
  private long rows;
  private @Nullable RuntimeException failure;

  BillIntake(Lease lease, BillStaging staging, WorkLimit limit, int batchRows) {
    this.lease = lease;
    this.staging = staging;
    this.limit = limit;
    this.batchRows = batchRows;
  }

  @Override
  public void accept(BillRow row) {
    RuntimeException before = failure;
    if (before != null) {
      throw before;
    }
    try {
      rows++;
      batch.add(StagedRow.of(row, rows));
      if (batch.size() >= batchRows) {
        flush();
      }
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      limit.step();
      staging.add(lease, batch);
      batch.clear();
    }
  }

  /**
   * Lets the bill be read through this, and says how that went: a bill counts as read when all its
   * rows are written.
   *
   * @throws LeaseLostException when somebody else has the run
   */
  BillOutcome take(Supplier<BillOutcome> reading) {
    BillOutcome outcome = read(reading);
    RuntimeException broken = failure;
    if (broken instanceof LeaseLostException lost) {
      throw lost;
    }
    if (broken instanceof IllegalArgumentException malformed) {
      return new Damaged(String.valueOf(malformed.getMessage()));
    }
    if (broken != null) {
      return new Unknown(broken.toString());
    }
    if (!(outcome instanceof Read read)) {
      return outcome;
    }
    if (read.rows() != rows) {
      return new Damaged("%d rows were handed over of %d".formatted(rows, read.rows()));
    }
    flush();
    return outcome;
  }

  private static BillOutcome read(Supplier<BillOutcome> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      return new Unknown(e.toString());
    }
  }
}
