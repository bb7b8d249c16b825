package com.zhaoli.pay.e2e.faults.plan;

import com.zhaoli.pay.e2e.faults.plan.Weather.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the faults of the channels: some at a time, others every few seconds. */
final class WeatherGenerator {
  private static final int MOST_AT_A_TIME = 5;
  private static final int CALM_PERCENT = 15;

  /** A little longer than payment-service waits for a channel. */
  private static final int TIMEOUT_MILLIS = 9_000;

  private final Size size;
  private final Draws draws;

  WeatherGenerator(Size size, Draws draws) {
    this.size = size;
    this.draws = draws;
  }

  /** A kind of fault, how often it strikes in percent, and for how long. */
  private enum Kind {
    DELAY("delay", false, 10, 40, 200, 2_500),
    ERROR_500("error500", false, 5, 35, 0, 0),
    TIMEOUT_AFTER_EFFECT("timeoutAfterEffect", false, 3, 12, TIMEOUT_MILLIS, TIMEOUT_MILLIS),
    FORGED_ANSWER("badSignature", false, 2, 10, 0, 0),
    WRONG_ANSWER("wrongAmount", false, 2, 10, 0, 0),
    REFUND_ABNORMAL("refundAbnormal", false, 5, 30, 0, 0),
    LATE_NOTIFY("delay", true, 10, 50, 200, 5_000),
    DROP_NOTIFY("dropNotify", true, 10, 60, 0, 0),
    DUPLICATE_NOTIFY("duplicateNotify", true, 10, 60, 0, 0),
    FORGED_NOTIFY("badSignature", true, 10, 40, 0, 0),
    WRONG_NOTIFY("wrongAmount", true, 10, 30, 0, 0),
    REORDER("reorder", true, 10, 50, 500, 3_000);

    private final String name;
    private final boolean notify;
    private final int leastPercent;
    private final int mostPercent;
    private final int leastMillis;
    private final int mostMillis;

    Kind(
        String name,
        boolean notify,
        int leastPercent,
        int mostPercent,
        int leastMillis,
        int mostMillis) {
      this.name = name;
      this.notify = notify;
      this.leastPercent = leastPercent;
      this.mostPercent = mostPercent;
      this.leastMillis = leastMillis;
      this.mostMillis = mostMillis;
    }

    /** An abnormal refund of WeChat Pay waits for people, whom there are none of here. */
    private String nameAt(Wallet wallet) {
      return this == REFUND_ABNORMAL && wallet == Wallet.WECHAT ? "refundClosed" : name;
    }
  }

  List<Weather> weathers() {
    List<Weather> weathers = new ArrayList<>();
    long at = 0;
    while (at < size.weatherMillis()) {
      weathers.add(new Weather(at, draws.percent(CALM_PERCENT) ? List.of() : faults()));
      at += draws.between(5_000, 11_000);
    }
    return weathers;
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    List<Kind> left = new ArrayList<>(List.of(Kind.values()));
    long count = draws.between(2, MOST_AT_A_TIME);
    while (faults.size() < count) {
      Kind kind = draws.take(left);
      Wallet wallet = draws.one(size.wallets().stream().sorted().toList());
      faults.add(
          new Fault(
              wallet.faultTarget() + (kind.notify ? "-notify" : ""),
              kind.nameAt(wallet),
              draws.between(kind.leastPercent, kind.mostPercent) / 100.0,
              millis(kind),
              draws.seed()));
    }
    return faults;
  }

  private @Nullable Integer millis(Kind kind) {
    return kind.mostMillis == 0
        ? null
        : Integer.valueOf((int) draws.between(kind.leastMillis, kind.mostMillis));
  }
}
