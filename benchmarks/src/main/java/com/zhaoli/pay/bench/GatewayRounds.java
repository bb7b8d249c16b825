package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.BenchReport.Row;
import com.zhaoli.pay.bench.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** One case of the gateway benchmark over its rounds. */
final class GatewayRounds {
  private static final double MEDIAN = 0.50;
  private static final double TAIL = 0.99;

  private final GatewayCase of;
  private final List<Round> rounds = new ArrayList<>();

  GatewayRounds(GatewayCase of) {
    this.of = of;
  }

  /** One run. */
  record Round(LoadResult load, Costs costs) {}

  void add(Round round) {
    rounds.add(round);
  }

  GatewayCase of() {
    return of;
  }

  Row throughput() {
    return Row.of(
        of.label(),
        "requests/s",
        each(round -> round.load().perSecond()),
        each(round -> round.load().latencies().millis(MEDIAN)),
        each(round -> round.load().latencies().millis(TAIL)),
        each(round -> round.costs().platformMicros()));
  }

  /** What a request costs, by process. */
  List<Row> costs() {
    List<Row> rows = new ArrayList<>();
    byProcess()
        .forEach((name, values) -> rows.add(Row.of(of.label() + " CPU " + name, "micros", values)));
    rows.add(
        Row.of(
            of.label() + " CPU load generator",
            "micros",
            each(round -> round.costs().generatorMicros())));
    return rows;
  }

  /** Medians by process. */
  Map<String, Double> cpuMicros() {
    Map<String, Double> medians = new TreeMap<>();
    byProcess().forEach((name, values) -> medians.put(name, BenchReport.medianOf(values)));
    return medians;
  }

  double median(ToDoubleFunction<Round> figure) {
    return BenchReport.medianOf(each(figure));
  }

  private Map<String, List<Double>> byProcess() {
    return Costs.byName(rounds.stream().map(round -> round.costs().cpuMicros()).toList());
  }

  private List<Double> each(ToDoubleFunction<Round> figure) {
    return rounds.stream().map(figure::applyAsDouble).toList();
  }
}
