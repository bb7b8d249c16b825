package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.reconcile.internal.Books;
import com.zhaoli.pay.payment.reconcile.internal.RunStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Runs: making them, asking for them, looking at them. */
@Service
public class Reconciliations {
  private final RunStore runs;
  private final Books books;
  private final ReconcileWorker worker;
  private final Set<Channel> channels;
  private final ReconcileProperties limits;
  private final boolean todayToo;
  private final Clock clock;

  Reconciliations(
      RunStore runs,
      Books books,
      ReconcileWorker worker,
      List<ChannelBills> bills,
      ReconcileProperties limits,
      ZhaoliProperties platform,
      Clock clock) {
    this.runs = runs;
    this.books = books;
    this.worker = worker;
    this.channels = bills.stream().map(ChannelBills::channel).collect(Collectors.toSet());
    this.limits = limits;
    // A sandbox has a bill of today; a person who tries it out does not wait for tomorrow.
    this.todayToo = platform.environment() == DeploymentEnvironment.DEVELOPMENT;
    this.clock = clock;
  }

  /** A run by its number, or empty. */
  public Optional<RunBO> find(String runNo) {
    return runs.find(runNo);
  }

  /** Runs, newest first, after the one of that number. */
  public List<RunBO> list(
      @Nullable BusinessDay day, @Nullable RunStatus status, @Nullable String after, int limit) {
    return runs.newestFirst(day, status, after, limit);
  }

  /**
   * Has the day of an account compared now, whether it was compared before or not.
   *
   * @throws ApiException REQUEST_INVALID for a day that is not over or a channel without bills;
   *     RECONCILIATION_RUNNING while somebody is at it
   */
  public RunBO start(BillAccount account, BusinessDay day, String operatorNo) {
    requireOver(day);
    if (!channels.contains(account.channel())) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "channel", "has no bills");
    }
    return ask(runs.ensure(account, day, clock.instant()), operatorNo);
  }

  /**
   * Has a run made again.
   *
   * @throws ApiException RECONCILIATION_NOT_FOUND; RECONCILIATION_RUNNING while somebody is at it
   */
  public RunBO repeat(String runNo, String operatorNo) {
    return ask(
        runs.find(runNo).orElseThrow(() -> new ApiException(ErrorCode.RECONCILIATION_NOT_FOUND)),
        operatorNo);
  }

  private RunBO ask(RunBO run, String operatorNo) {
    if (!runs.ask(run.runNo(), operatorNo)) {
      throw new ApiException(ErrorCode.RECONCILIATION_RUNNING, Map.of("runNo", run.runNo()));
    }
    worker.wake();
    return runs.find(run.runNo()).orElseThrow();
  }

  /** The runs of a day, which are done or due now. */
  public record StartedDay(BusinessDay day, List<RunBO> runs) {}

  /**
   * Has a day compared for every account that had business, where that is not done. Yesterday when
   * no day is given.
   *
   * @throws ApiException REQUEST_INVALID for a day that is not over
   */
  public StartedDay startDay(@Nullable BusinessDay wanted) {
    BusinessDay day = wanted == null ? BusinessDay.today(clock).previous() : wanted;
    requireOver(day);
    List<RunBO> asked = new ArrayList<>();
    for (RunBO run : makeRuns(day, clock.instant())) {
      if (run.status() != RunStatus.DONE) {
        runs.ask(run.runNo(), null);
      }
      asked.add(runs.find(run.runNo()).orElseThrow());
    }
    worker.wake();
    return new StartedDay(day, asked);
  }

  private void requireOver(BusinessDay day) {
    BusinessDay today = BusinessDay.today(clock);
    boolean over = day.date().isBefore(today.date());
    if (!over && !(todayToo && day.equals(today))) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "day", "is not over");
    }
  }

  /**
   * Makes the runs of the days whose bills the channels should have by now, once for each day,
   * whichever instance comes first.
   */
  void openDays() {
    Instant now = clock.instant();
    BusinessDay today = BusinessDay.today(clock);
    for (int back = limits.lookBackDays(); back >= 1; back--) {
      BusinessDay day = new BusinessDay(today.date().minusDays(back));
      Instant billThere = day.end().plus(limits.billTime());
      if (!now.isBefore(billThere) && runs.leaseDay(day)) {
        makeRuns(day, billThere);
        runs.dayOpened(day);
      }
    }
  }

  private List<RunBO> makeRuns(BusinessDay day, Instant dueAt) {
    List<RunBO> made = new ArrayList<>();
    Optional<String> account = books.nextAccount("");
    while (account.isPresent()) {
      String channelAccountNo = account.get();
      for (Channel channel :
          books.channelsWithBusiness(channelAccountNo, day, channels, limits.pageRows())) {
        made.add(runs.ensure(new BillAccount(channel, channelAccountNo), day, dueAt));
      }
      account = books.nextAccount(channelAccountNo);
    }
    return made;
  }
}
