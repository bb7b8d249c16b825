package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.reconcile.OwnEntry.State;
import com.zhaoli.pay.payment.reconcile.RunBO.Totals;
import com.zhaoli.pay.payment.reconcile.internal.BillStaging;
import com.zhaoli.pay.payment.reconcile.internal.Books;
import com.zhaoli.pay.payment.reconcile.internal.DifferenceStore;
import com.zhaoli.pay.payment.reconcile.internal.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares one bill with our books, in two passes of pages: each entry of the bill with what our
 * books have under its number, then each entry of ours of that day with the bill's numbers. A page
 * at the end costs what the first costs, and nothing holds more than a page.
 */
final class BillComparison {
  private final Lease lease;
  private final RunStore runs;
  private final BillStaging staging;
  private final Books books;
  private final DifferenceStore differences;
  private final ReconcileProperties limits;
  private final WorkLimit limit;
  private final Map<Kind, Money> billSums = new EnumMap<>(Kind.class);
  private final Map<Kind, Money> ownSums = new EnumMap<>(Kind.class);
  private long billRows;
  private long found;
  private int askedFor;

  BillComparison(
      Lease lease,
      RunStore runs,
      BillStaging staging,
      Books books,
      DifferenceStore differences,
      ReconcileProperties limits,
      WorkLimit limit) {
    this.lease = lease;
    this.runs = runs;
    this.staging = staging;
    this.books = books;
    this.differences = differences;
    this.limits = limits;
    this.limit = limit;
  }

  /**
   * What a comparison brought.
   *
   * @param differences how many it found
   * @param askedFor orders and refunds that may turn out otherwise here, and are now due to be
   *     asked for
   */
  record Result(Totals totals, long differences, int askedFor) {}

  /**
   * Compares.
   *
   * @throws LeaseLostException when somebody else has the run
   */
  Result run() {
    do {
      limit.step();
    } while (staging.forgetSomeCutOffs(lease.account(), lease.day()));
    for (Kind subject : Kind.values()) {
      compareBill(subject);
    }
    @Nullable RunBO previous = runs.find(lease.account(), lease.day().previous()).orElse(null);
    @Nullable RunBO next = runs.find(lease.account(), lease.day().next()).orElse(null);
    for (Kind subject : Kind.values()) {
      compareBooks(subject, previous, next);
    }
    do {
      limit.step();
    } while (differences.resolveSomeUnseen(lease));
    return new Result(
        new Totals(
            billRows,
            sum(billSums, Kind.PAYMENT),
            sum(billSums, Kind.REFUND),
            sum(ownSums, Kind.PAYMENT),
            sum(ownSums, Kind.REFUND)),
        found,
        askedFor);
  }

  private void compareBill(Kind subject) {
    BillFold fold = new BillFold();
    StagedRow last = null;
    List<StagedRow> page;
    do {
      limit.step();
      page = staging.page(lease, subject, last, limits.pageRows());
      if (!page.isEmpty()) {
        last = page.get(page.size() - 1);
      }
      billRows += page.size();
      compare(subject, fold.add(page));
    } while (page.size() == limits.pageRows());
    compare(subject, fold.end().map(List::of).orElse(List.of()));
  }

  private void compare(Kind subject, List<BillEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Map<String, OwnEntry> own = ownEntries(subject, entries);
    Set<String> kept = keptAlthoughReversed(subject, own);
    List<Finding> findings = new ArrayList<>();
    List<String> offDay = new ArrayList<>();
    Map<Kind, List<String>> openHere = new EnumMap<>(Kind.class);
    for (BillEntry entry : entries) {
      @Nullable OwnEntry ours = own.get(entry.entryNo());
      if (entry.status() == RowStatus.SUCCEEDED) {
        add(billSums, subject, entry.amount());
      }
      Optional<DifferenceKind> difference = Comparison.judge(entry, ours, lease.day());
      if (difference.isEmpty()
          && entry.status() == RowStatus.SUCCEEDED
          && kept.contains(entry.entryNo())) {
        difference = Optional.of(DifferenceKind.STATUS);
      }
      difference.ifPresent(kind -> findings.add(Finding.of(kind, entry, ours)));
      if (ours != null && Comparison.isOffDay(ours, lease.day())) {
        offDay.add(entry.entryNo());
      }
      if (ours != null && difference.isPresent() && mayTurnOutOtherwise(entry, ours)) {
        openHere.computeIfAbsent(ours.subject(), of -> new ArrayList<>()).add(ours.entryNo());
      }
    }
    staging.addCutOffs(lease, subject, offDay);
    differences.resolveMissing(lease.account(), subject, offDay);
    record(subject, findings);
    openHere.forEach((of, entryNos) -> askedFor += books.askFor(of, entryNos));
  }

  /** What the sync can find out: a channel may give back what it had refused to. */
  private static boolean mayTurnOutOtherwise(BillEntry entry, OwnEntry ours) {
    return ours.state() == State.OPEN
        || (ours.subject() == Kind.REFUND
            && ours.state() == State.DID_NOT
            && entry.status() == RowStatus.SUCCEEDED);
  }

  /** Ours by the entry's number; money that went back may be that of a reversed order. */
  private Map<String, OwnEntry> ownEntries(Kind subject, List<BillEntry> entries) {
    Map<String, OwnEntry> own =
        new HashMap<>(
            books.find(
                lease.account(), subject, entries.stream().map(BillEntry::entryNo).toList()));
    if (subject == Kind.REFUND) {
      List<BillEntry> unknown =
          entries.stream().filter(entry -> !own.containsKey(entry.entryNo())).toList();
      Map<String, OwnEntry> reversals =
          books.findReversals(
              lease.account(), unknown.stream().map(BillEntry::attemptNo).distinct().toList());
      unknown.forEach(
          entry -> {
            OwnEntry reversal = reversals.get(entry.attemptNo());
            // With a number of its own it may also be a refund that somebody else made.
            if (reversal != null && (reversal.state() == State.REVERSED || entry.isReversal())) {
              own.put(entry.entryNo(), reversal);
            }
          });
    }
    return own;
  }

  /**
   * Orders that were reversed here before the day was over, and whose money the bill does not show
   * as taken back.
   */
  private Set<String> keptAlthoughReversed(Kind subject, Map<String, OwnEntry> own) {
    if (subject == Kind.REFUND) {
      return Set.of();
    }
    Set<String> kept = new HashSet<>();
    books
        .findReversals(
            lease.account(),
            own.values().stream()
                .filter(entry -> entry.state() == State.REVERSED)
                .map(OwnEntry::attemptNo)
                .toList())
        .forEach(
            (attemptNo, reversal) -> {
              Instant at = reversal.at();
              if (at != null && at.isBefore(lease.day().end())) {
                kept.add(attemptNo);
              }
            });
    kept.removeAll(staging.takenBack(lease, kept));
    return kept;
  }

  private void compareBooks(Kind subject, @Nullable RunBO previous, @Nullable RunBO next) {
    Books.@Nullable Cursor after = null;
    do {
      limit.step();
      Books.Page page =
          books.tookPlace(lease.account(), subject, lease.day(), after, limits.pageRows());
      page.entries().forEach(entry -> add(ownSums, subject, entry.amount()));
      record(subject, missingOf(subject, page.entries(), previous, next));
      after = page.next();
    } while (after != null);
  }

  private List<Finding> missingOf(
      Kind subject, List<OwnEntry> entries, @Nullable RunBO previous, @Nullable RunBO next) {
    Set<String> missing = new HashSet<>();
    entries.forEach(entry -> missing.add(entry.entryNo()));
    missing.removeAll(staging.found(lease, subject, missing));
    if (subject == Kind.PAYMENT) {
      // A bill that calls an order undone has been compared with that already.
      missing.removeAll(staging.found(lease, Kind.REFUND, missing));
    }
    missing.removeAll(staging.cutOffs(lease.account(), subject, missing));
    List<Finding> findings = new ArrayList<>();
    for (OwnEntry entry : entries) {
      if (missing.contains(entry.entryNo())) {
        Optional<BusinessDay> waitFor =
            Comparison.mayStillBeIn(
                Objects.requireNonNull(entry.at()),
                lease.day(),
                limits.cutOffMargin(),
                previous,
                next);
        waitFor
            .filter(day -> day.equals(lease.day().next()))
            .ifPresent(day -> runs.ensure(lease.account(), day, day.end().plus(limits.billTime())));
        findings.add(Finding.missingThere(entry, waitFor.orElse(null)));
      }
    }
    return findings;
  }

  private void record(Kind subject, List<Finding> findings) {
    if (!findings.isEmpty()) {
      found += findings.size();
      differences.record(lease, subject, findings);
    }
  }

  private static void add(Map<Kind, Money> sums, Kind subject, Money amount) {
    sums.merge(subject, amount, Money::plus);
  }

  private static Money sum(Map<Kind, Money> sums, Kind subject) {
    return sums.getOrDefault(subject, Money.ZERO);
  }
}
