package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.DifferenceBO;
import com.zhaoli.pay.payment.reconcile.DifferenceKind;
import com.zhaoli.pay.payment.reconcile.DifferenceStatus;
import com.zhaoli.pay.payment.reconcile.Finding;
import com.zhaoli.pay.payment.reconcile.Lease;
import com.zhaoli.pay.payment.reconcile.LeaseLostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Differences in the database. */
@Component
public class DifferenceStore {
  private static final int BATCH = 500;
  private static final String GONE = "A later comparison no longer found it.";
  private static final String ELSEWHERE = "It is in the bill of another day.";

  private final DifferenceMapper mapper;
  private final RunStore runs;
  private final BillStaging staging;
  private final Clock clock;

  DifferenceStore(DifferenceMapper mapper, RunStore runs, BillStaging staging, Clock clock) {
    this.mapper = mapper;
    this.runs = runs;
    this.staging = staging;
    this.clock = clock;
  }

  /**
   * Keeps what a comparison found, of one subject, in one transaction that also keeps the lease: so
   * nothing is written by one who lost it. What operators decided stays where the same is found
   * again; where it changed, it is open again.
   *
   * @throws LeaseLostException when somebody else has the run
   */
  @Transactional
  public void record(Lease lease, Kind subject, List<Finding> findings) {
    runs.renew(lease);
    for (int from = 0; from < findings.size(); from += BATCH) {
      recordBatch(lease, subject, findings.subList(from, Math.min(from + BATCH, findings.size())));
    }
  }

  private void recordBatch(Lease lease, Kind subject, List<Finding> findings) {
    Map<String, DifferenceDO> known = new HashMap<>();
    mapper
        .lockOf(lease.runNo(), subject, findings.stream().map(Finding::entryNo).toList())
        .forEach(row -> known.put(row.kind() + " " + row.entryNo(), row));
    Instant now = clock.instant();
    List<DifferenceDO> fresh = new ArrayList<>();
    List<String> seenAgain = new ArrayList<>();
    for (Finding finding : findings) {
      DifferenceDO row = DifferenceDO.of(lease, finding, now);
      DifferenceDO before = known.get(finding.kind() + " " + finding.entryNo());
      if (before == null) {
        fresh.add(row);
      } else if (isDecidedAs(before, finding) || isStillOpenAs(before, row)) {
        seenAgain.add(before.differenceNo());
      } else {
        mapper.replace(before.differenceNo(), row);
      }
    }
    if (!fresh.isEmpty()) {
      mapper.insert(fresh);
    }
    if (!seenAgain.isEmpty()) {
      mapper.seenAgain(seenAgain, lease.turn());
    }
  }

  /** An operator decided on exactly this. */
  private static boolean isDecidedAs(DifferenceDO before, Finding finding) {
    return isClosed(before.status()) && before.decidedBy() != null && sameContent(before, finding);
  }

  private static boolean isStillOpenAs(DifferenceDO before, DifferenceDO now) {
    return before.status() == now.status()
        && !isClosed(before.status())
        && Objects.equals(before.waitForDay(), now.waitForDay())
        && sameContent(before, now.finding());
  }

  private static boolean isClosed(DifferenceStatus status) {
    return switch (status) {
      case RESOLVED, IGNORED -> true;
      case OPEN, WAITING -> false;
    };
  }

  private static boolean sameContent(DifferenceDO before, Finding finding) {
    return before.billRows() == finding.billRows()
        && Objects.equals(before.billFen(), finding.billFen())
        && Objects.equals(before.billStatus(), finding.billStatus())
        && Objects.equals(before.ownFen(), finding.ownFen())
        && Objects.equals(before.ownStatus(), finding.ownStatus());
  }

  /** Resolves some that the comparison of this turn no longer found; false when none was left. */
  public boolean resolveSomeUnseen(Lease lease) {
    return mapper.resolveUnseen(lease.runNo(), lease.turn(), GONE, clock.instant(), BATCH) > 0;
  }

  /** Resolves what was called missing in another day's bill and is in this one. */
  public void resolveMissing(BillAccount account, Kind subject, Collection<String> entryNos) {
    if (!entryNos.isEmpty()) {
      mapper.resolveMissing(
          account.channel().name(),
          account.channelAccountNo(),
          subject,
          entryNos,
          ELSEWHERE,
          clock.instant());
    }
  }

  /**
   * Settles some of those that waited for the bill of a day: those that it had are resolved, the
   * others open. False when none was left.
   */
  @Transactional
  public boolean settleSomeWaiting(BillAccount account, BusinessDay day, Kind subject) {
    List<DifferenceDO> waiting =
        mapper.waitingFor(
            account.channel().name(), account.channelAccountNo(), day.date(), subject, BATCH);
    if (waiting.isEmpty()) {
      return false;
    }
    Set<String> elsewhere =
        staging.cutOffs(account, subject, waiting.stream().map(DifferenceDO::entryNo).toList());
    resolveMissing(account, subject, elsewhere);
    List<String> missing =
        waiting.stream()
            .filter(row -> !elsewhere.contains(row.entryNo()))
            .map(DifferenceDO::differenceNo)
            .toList();
    if (!missing.isEmpty()) {
      mapper.open(missing, clock.instant());
    }
    return true;
  }

  /**
   * Counts open differences of a run that nobody was called to, calls, and remembers that: whoever
   * dies in between has called or is followed by one who calls.
   *
   * @param call given how many there are of each kind; not called when there are none
   */
  public void alert(String runNo, Consumer<Map<DifferenceKind, Long>> call) {
    Map<DifferenceKind, Long> news = new EnumMap<>(DifferenceKind.class);
    String last = "";
    List<DifferenceDO> page;
    do {
      page = mapper.notAlerted(runNo, last, BATCH);
      for (DifferenceDO row : page) {
        news.merge(row.kind(), 1L, Long::sum);
        last = row.differenceNo();
      }
    } while (page.size() == BATCH);
    if (news.isEmpty()) {
      return;
    }
    call.accept(news);
    int marked;
    do {
      marked = mapper.alerted(runNo, last, BATCH);
    } while (marked == BATCH);
  }

  public Optional<DifferenceBO> find(String differenceNo) {
    return Optional.ofNullable(mapper.find(differenceNo)).map(DifferenceDO::toBO);
  }

  public List<DifferenceBO> newestFirst(
      @Nullable String runNo,
      @Nullable DifferenceStatus status,
      @Nullable DifferenceKind kind,
      @Nullable String after,
      int limit) {
    return mapper.newestFirst(runNo, status, kind, after, limit).stream()
        .map(DifferenceDO::toBO)
        .toList();
  }

  /** An operator's decision; false when the difference is no longer as the operator saw it. */
  public boolean decide(
      String differenceNo,
      DifferenceStatus from,
      DifferenceStatus to,
      String note,
      String operatorNo) {
    return mapper.decide(differenceNo, from, to, note, operatorNo, clock.instant()) == 1;
  }

  /** How many are open, by kind. */
  public Map<DifferenceKind, Long> countOpen() {
    Map<DifferenceKind, Long> open = new EnumMap<>(DifferenceKind.class);
    for (DifferenceKind kind : DifferenceKind.values()) {
      open.put(kind, 0L);
    }
    mapper.countOpen().forEach(count -> open.put(count.kind(), count.number()));
    return open;
  }
}
