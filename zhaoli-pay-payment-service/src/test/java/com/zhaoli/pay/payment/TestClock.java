package com.zhaoli.pay.payment;

import com.zhaoli.pay.common.time.MillisecondClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The system's clock, which a test may stop: then nothing becomes due while a machine is slow. */
final class TestClock extends Clock {
  private final Clock running;
  private volatile @Nullable Instant stoppedAt;

  TestClock() {
    this(MillisecondClock.system());
  }

  private TestClock(Clock running) {
    this.running = running;
  }

  void stop() {
    stoppedAt = running.instant();
  }

  void goOn() {
    stoppedAt = null;
  }

  @Override
  public Instant instant() {
    Instant stopped = stoppedAt;
    return stopped == null ? running.instant() : stopped;
  }

  @Override
  public ZoneId getZone() {
    return running.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    TestClock other = new TestClock(running.withZone(zone));
    other.stoppedAt = stoppedAt;
    return other;
  }
}
