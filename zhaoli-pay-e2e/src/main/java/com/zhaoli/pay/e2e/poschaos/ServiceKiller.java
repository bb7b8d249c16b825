package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.Steps;
import com.zhaoli.pay.e2e.faults.PlatformControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kills pos-terminal-service as a crash would, again and again, and starts it each time. */
final class ServiceKiller {
  private static final long AWAY_MILLIS = 1_000;
  private static final Duration NOTICED = Duration.ofSeconds(3);
  private static final long LOOK_MILLIS = 250;

  private final PlatformControl platform;
  private final Clock clock;
  private final Consumer<String> log;
  private final List<Outage> outages = new CopyOnWriteArrayList<>();
  private volatile @Nullable Instant awaySince;

  ServiceKiller(PlatformControl platform, Clock clock, Consumer<String> log) {
    this.platform = platform;
    this.clock = clock;
    this.log = log;
  }

  /** A time in which the service did not run. */
  record Outage(Instant from, Instant until) {

    /** How much of the time between these two it was. */
    Duration within(Instant begin, Instant end) {
      Instant first = from.isAfter(begin) ? from : begin;
      Instant last = until.isBefore(end) ? until : end;
      return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
    }
  }

  void run(List<Long> afterMillis) {
    for (long after : afterMillis) {
      Steps.pause(after);
      Instant from = clock.instant();
      platform.kill(PlatformControl.POS_TERMINAL_SERVICE);
      awaySince = from;
      log.accept("kill -9 pos-terminal-service");
      Steps.pause(AWAY_MILLIS);
      platform.start(PlatformControl.POS_TERMINAL_SERVICE);
      outages.add(new Outage(from, clock.instant()));
      awaySince = null;
      log.accept("pos-terminal-service is back");
    }
  }

  /**
   * Waits while cashiers know that there is nothing to sell with: when the service is away for some
   * seconds. Who begins before that meets the outage.
   */
  void awaitService() {
    Instant since = awaySince;
    while (since != null && Duration.between(since, clock.instant()).compareTo(NOTICED) > 0) {
      Steps.pause(LOOK_MILLIS);
      since = awaySince;
    }
  }

  int kills() {
    return outages.size();
  }

  /** How long the service was away between these two. */
  Duration awayWithin(Instant begin, Instant end) {
    return outages.stream()
        .map(outage -> outage.within(begin, end))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Starts what an outage that broke off has left away. */
  void mend() {
    platform.start(PlatformControl.POS_TERMINAL_SERVICE);
  }
}
