package com.zhaoli.pay.bench;

import java.util.ArrayList;
import java.util.List;

/** What the rounds of one case brought: how many a second, and what each cost. */
final class Rounds {
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> cpuMicros = new ArrayList<>();

  void add(double eventsPerSecond, double microsOfEach) {
    perSecond.add(eventsPerSecond);
    cpuMicros.add(microsOfEach);
  }

  /** Events a second in the round before. */
  double last() {
    return perSecond.get(perSecond.size() - 1);
  }

  BenchReport.Row row(String label) {
    return BenchReport.Row.withCpu(label, "1/s", perSecond, cpuMicros);
  }
}
