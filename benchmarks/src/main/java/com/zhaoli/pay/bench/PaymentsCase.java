package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.BenchReport.Row;
import com.zhaoli.pay.bench.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One case of the payments benchmark over its rounds. */
final class PaymentsCase {
  private static final double MEDIAN = 0.50;
  private static final double TAIL = 0.99;

  private final String label;
  private final List<Round> rounds = new ArrayList<>();

  PaymentsCase(String label) {
    this.label = label;
  }

  /**
   * One round.
   *
   * @param answered costs until the last answer
   * @param settled costs until the platform had done all that follows from it, webhooks and
   *     messages included
   */
  record Round(LoadResult load, Costs answered, Costs settled) {}

  void add(Round round) {
    rounds.add(round);
  }

  String label() {
    return label;
  }

  /** How many were accepted in a second. */
  Row throughput() {
    return Row.of(
        label,
        "requests/s",
        each(round -> round.load().perSecond()),
        each(round -> round.load().latencies().millis(MEDIAN)),
        each(round -> round.load().latencies().millis(TAIL)),
        each(round -> round.answered().platformMicros()));
  }

  /** The latency that one of a hundred exceeds. */
  Row tail() {
    return Row.of(
        label,
        "ms (p99)",
        each(round -> round.load().latencies().millis(TAIL)),
        each(round -> round.load().latencies().millis(MEDIAN)),
        each(round -> round.load().latencies().millis(TAIL)),
        each(round -> round.answered().platformMicros()));
  }

  /** What a request costs, by process and by kind of statement. */
  List<Row> costs() {
    List<Row> rows = new ArrayList<>();
    byName(round -> round.answered().cpuMicros())
        .forEach((name, values) -> rows.add(Row.of(label + " CPU " + name, "micros", values)));
    rows.add(
        Row.of(
            label + " CPU load generator",
            "micros",
            each(round -> round.answered().generatorMicros())));
    rows.add(
        Row.of(
            label + " CPU elsewhere", "micros", each(round -> round.answered().elsewhereMicros())));
    rows.add(
        Row.of(
            label + " CPU when all is done",
            "micros",
            each(round -> round.settled().platformMicros())));
    byName(round -> round.answered().database())
        .forEach((name, values) -> rows.add(Row.of(label + " " + name, "per request", values)));
    rows.add(
        Row.of(
            label + " " + Costs.STATEMENTS + " when all is done",
            "per request",
            each(round -> round.settled().database().getOrDefault(Costs.STATEMENTS, 0.0))));
    return rows;
  }

  private Map<String, List<Double>> byName(Function<Round, Map<String, Double>> part) {
    return Costs.byName(rounds.stream().map(part).toList());
  }

  /** Medians of the rounds by name, for a table. */
  Map<String, Double> medians(Function<Round, Map<String, Double>> part) {
    Map<String, Double> medians = new TreeMap<>();
    byName(part).forEach((name, values) -> medians.put(name, BenchReport.medianOf(values)));
    return medians;
  }

  double median(ToDoubleFunction<Round> figure) {
    return BenchReport.medianOf(each(figure));
  }

  private List<Double> each(ToDoubleFunction<Round> figure) {
    return rounds.stream().map(figure::applyAsDouble).toList();
  }
}
