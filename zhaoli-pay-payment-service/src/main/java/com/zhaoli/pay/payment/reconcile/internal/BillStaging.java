package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.Lease;
import com.zhaoli.pay.payment.reconcile.StagedRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The rows of bills between reading and comparing. Rows are of a turn: what one that lost the lease
 * still writes is never read.
 */
@Component
public class BillStaging {
  private static final int DELETE_BATCH = 1_000;

  private final StagingMapper mapper;

  BillStaging(StagingMapper mapper) {
    this.mapper = mapper;
  }

  /** Writes rows with one statement. */
  public void add(Lease lease, List<StagedRow> rows) {
    mapper.insert(lease.runNo(), lease.turn(), rows);
  }

  /** The rows after this one, in the order of their numbers, at most so many. */
  public List<StagedRow> page(Lease lease, Kind subject, @Nullable StagedRow after, int limit) {
    return mapper
        .page(
            lease.runNo(),
            lease.turn(),
            subject,
            after == null ? "" : after.entryNo(),
            after == null ? 0 : after.rowNo(),
            limit)
        .stream()
        .map(
            row ->
                new StagedRow(
                    subject,
                    row.entryNo(),
                    row.rowNo(),
                    row.attemptNo(),
                    row.channelTradeNo(),
                    new Money(row.amountFen()),
                    row.status()))
        .toList();
  }

  /** Which of these numbers are in the bill. */
  public Set<String> found(Lease lease, Kind subject, Collection<String> entryNos) {
    return entryNos.isEmpty()
        ? Set.of()
        : new HashSet<>(mapper.found(lease.runNo(), lease.turn(), subject, entryNos));
  }

  /** Which of these orders the bill shows as taken back. */
  public Set<String> takenBack(Lease lease, Collection<String> attemptNos) {
    return attemptNos.isEmpty()
        ? Set.of()
        : new HashSet<>(mapper.takenBack(lease.runNo(), lease.turn(), attemptNos));
  }

  /** Removes some rows of this turn and those before; false when none was left. */
  public boolean removeSome(String runNo, int lastTurn) {
    return mapper.delete(runNo, lastTurn, DELETE_BATCH) > 0;
  }

  /** Remembers that this day's bill has these numbers, which our books have under another day. */
  public void addCutOffs(Lease lease, Kind subject, Collection<String> entryNos) {
    if (!entryNos.isEmpty()) {
      mapper.addCutOffs(
          lease.account().channel().name(),
          lease.account().channelAccountNo(),
          subject,
          lease.day().date(),
          entryNos);
    }
  }

  /** Which of these numbers stand in the bill of a day other than that of our books. */
  public Set<String> cutOffs(BillAccount account, Kind subject, Collection<String> entryNos) {
    return entryNos.isEmpty()
        ? Set.of()
        : new HashSet<>(
            mapper.cutOffs(
                account.channel().name(), account.channelAccountNo(), subject, entryNos));
  }

  /** Forgets some of what {@link #addCutOffs} remembered of a day; false when nothing was left. */
  public boolean forgetSomeCutOffs(BillAccount account, BusinessDay day) {
    return mapper.deleteCutOffs(
            account.channel().name(), account.channelAccountNo(), day.date(), DELETE_BATCH)
        > 0;
  }
}
